package dev.quarry.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What may be expected of future observations if they are like the past ones: the middle 90 percent of
 * stationary-bootstrap resamples of the past ones, of the length of the future. That the past ones were chosen for
 * being good is not corrected: detecting results below the band is the purpose.
 *
 * @param totalReturn compound return, a fraction
 * @param sharpe Sharpe ratio per observation
 * @param maxDrawdown deepest drawdown, a fraction
 * @param path the compound return along the way, at 200 places at most, the last one at the end
 * @param meanBlockLength of the bootstrap, observations
 */
public record ExpectedBand(Span totalReturn, Span sharpe, Span maxDrawdown, List<Place> path, double meanBlockLength) {

    /** The share of resamples within a span. */
    public static final double CONFIDENCE = 0.9;

    /** How many resamples are drawn: enough for the second digit. */
    public static final int RESAMPLES = 2_000;

    private static final int FEWEST_OBSERVATIONS = 10;
    private static final int MAX_PLACES = 200;
    private static final double MEDIAN = 0.5;

    /** The middle of a distribution: its quantiles of 5, 50 and 95 percent; NaN where it cannot be computed. */
    public record Span(double lower, double median, double upper) {

        private static Span of(double[] values) {
            NullDistribution distribution = NullDistribution.of(values);
            return new Span(
                    distribution.quantile((1 - CONFIDENCE) / 2),
                    distribution.quantile(MEDIAN),
                    distribution.quantile((1 + CONFIDENCE) / 2));
        }

        /** The same in another unit; {@code factor} must be positive. */
        public Span times(double factor) {
            return new Span(lower * factor, median * factor, upper * factor);
        }

        /** Whether a value lies within, the ends included; never where a NaN is among them. */
        public boolean contains(double value) {
            return lower <= value && value <= upper;
        }
    }

    /** The span of the compound return after a number of observations. */
    public record Place(int observations, Span totalReturn) {}

    /**
     * The band of the next observations. With fewer than 10 returns, equal ones, or a NaN among them its ends are NaN.
     *
     * @param returns the past returns, fractions
     * @param observations how many are to come, at least 1
     * @throws IllegalArgumentException when there are none to come
     */
    public static ExpectedBand of(double[] returns, int observations, long seed) {
        if (observations < 1) {
            throw new IllegalArgumentException("a band of no observations");
        }
        double block = BlockLength.automatic(returns);
        int[] places = places(observations);
        double[][] values = new double[3][RESAMPLES];
        double[][] path = new double[places.length][RESAMPLES];
        boolean enough = returns.length >= FEWEST_OBSERVATIONS && ReturnStatistics.deviation(returns) > 0;
        int[] indices = new int[observations];
        double[] resample = new double[observations];
        StationaryBootstrap bootstrap = new StationaryBootstrap(Math.max(1, returns.length), block, seed);
        for (int b = 0; b < RESAMPLES; b++) {
            bootstrap.next(indices);
            for (int t = 0; t < observations; t++) {
                resample[t] = enough ? returns[indices[t]] : Double.NaN;
            }
            values[0][b] = ReturnStatistics.totalReturn(resample);
            values[1][b] = ReturnStatistics.sharpe(resample);
            values[2][b] = ReturnStatistics.maxDrawdown(resample);
            walk(resample, places, path, b);
        }
        List<Place> spans = new ArrayList<>();
        for (int place = 0; place < places.length; place++) {
            spans.add(new Place(places[place], Span.of(path[place])));
        }
        return new ExpectedBand(Span.of(values[0]), Span.of(values[1]), Span.of(values[2]), List.copyOf(spans), block);
    }

    private static void walk(double[] returns, int[] places, double[][] path, int resample) {
        double growth = 1;
        int place = 0;
        for (int t = 0; t < returns.length; t++) {
            growth *= 1 + returns[t];
            if (t + 1 == places[place]) {
                path[place++][resample] = growth - 1;
            }
        }
    }

    /** Distinct counts of observations, evenly spread, the last one included. */
    private static int[] places(int observations) {
        int count = Math.min(observations, MAX_PLACES);
        return IntStream.rangeClosed(1, count)
                .map(place -> (int) ((long) observations * place / count))
                .toArray();
    }
}
