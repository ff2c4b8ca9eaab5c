package dev.quarry.engine;

/** What of a series is traded. */
public sealed interface SeriesPart {

    /** All of it. */
    SeriesPart WHOLE = new Whole();

    /** The part of that series. */
    IndicatorCache of(IndicatorCache series);

    /** All of it. */
    record Whole() implements SeriesPart {

        @Override
        public IndicatorCache of(IndicatorCache series) {
            return series;
        }
    }

    /** Some of its bars, as {@link IndicatorCache#window} has them. */
    record Window(int from, int to, int mostWarmupBars) implements SeriesPart {

        @Override
        public IndicatorCache of(IndicatorCache series) {
            return series.window(from, to, mostWarmupBars);
        }
    }

    /** All bars, of which some are traded. */
    record Traded(Stretches stretches) implements SeriesPart {

        @Override
        public IndicatorCache of(IndicatorCache series) {
            return series.trading(stretches);
        }
    }
}
