package dev.quarry.marketdata.store;

import dev.quarry.backtest.Bars;
import dev.quarry.backtest.Timeframe;
import dev.quarry.marketdata.Resampling;
import dev.quarry.marketdata.Series;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a series a page at a time, in its own timeframe or in a longer one that is made of it. */
@ApplicationScoped
public class CandlePages {

    /** Of how many short bars a page is made at most: a page of weeks made of minutes is a short one. */
    private static final int MOST_SHORT_BARS = 1_000_000;

    private final SeriesStore series;
    private final CandleStore candles;

    @Inject
    public CandlePages(SeriesStore series, CandleStore candles) {
        this.series = series;
        this.candles = candles;
    }

    /**
     * Some bars of a series.
     *
     * @param stored the series they stand in, or are made of
     * @param next where the next page begins, milliseconds since the epoch; empty on the last
     */
    public record Page(Series stored, long seriesId, Bars bars, OptionalLong next) {}

    /**
     * The bars that open in a range, the earliest first. A bar that has not ended is left out.
     *
     * @param from milliseconds since the epoch, inclusive
     * @param to milliseconds since the epoch, inclusive
     * @param most how many bars at most
     * @return empty when neither the series is stored nor one that it can be made of
     */
    public Optional<Page> read(Series wanted, long from, long to, int most) {
        return stored(wanted).map(source -> {
            Timeframe step = wanted.timeframe();
            StoredSeries row = series.find(source).orElseThrow();
            boolean same = source.timeframe() == step;
            long last = same ? to : Math.min(to, Instant.now().toEpochMilli() - step.millis());
            int ratio = (int) (step.millis() / source.timeframe().millis());
            int count = Math.min(most, MOST_SHORT_BARS / ratio);
            long beyond = same ? last : last + step.millis() - 1;
            Bars fine = candles.load(row.id(), source.timeframe(), from, beyond, (count + 1) * ratio);
            Bars bars = same ? fine : Resampling.of(fine, step);
            int begin = bars.firstAtOrAfter(from);
            int end = Math.min(bars.size(), begin + count);
            OptionalLong next = end < bars.size() ? OptionalLong.of(bars.openTime()[end]) : OptionalLong.empty();
            return new Page(source, row.id(), bars.slice(begin, end), next);
        });
    }

    /** The series itself, or the longest that it can be made of. */
    private Optional<Series> stored(Series wanted) {
        return Arrays.stream(Timeframe.values())
                .filter(t -> t == wanted.timeframe() || Resampling.possible(t, wanted.timeframe()))
                .sorted(Comparator.comparingLong(Timeframe::millis).reversed())
                .map(t -> new Series(wanted.exchange(), wanted.symbol(), t))
                .filter(candidate ->
                        series.find(candidate).filter(s -> s.bars() > 0).isPresent())
                .findFirst();
    }
}
