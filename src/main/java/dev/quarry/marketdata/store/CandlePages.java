package dev.quarry.marketdata.store;

import dev.quarry.marketdata.AdjustmentFactors;
import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.BarCoverage;
import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.Resampling;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.LongerBars.Source;
import dev.quarry.series.Adjust;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a series page by page, in its own timeframe or in a longer one that is made of it. */
@ApplicationScoped
public class CandlePages {

    /** The most short bars from which a page is made: a page of weeks made of minutes has few bars. */
    private static final int MAX_SHORT_BARS = 1_000_000;

    private final SeriesStore series;
    private final CandleStore candles;
    private final ViewedPrices views;

    @Inject
    public CandlePages(SeriesStore series, CandleStore candles, ViewedPrices views) {
        this.series = series;
        this.candles = candles;
        this.views = views;
    }

    /**
     * Some bars of a series.
     *
     * @param stored the series from which they are read or made
     * @param next where the next page begins, milliseconds since the epoch; empty on the last
     * @param coverage the coverage of bars that are made of shorter ones; null where they are stored
     */
    public record Page(Series stored, long seriesId, Bars bars, OptionalLong next, BarCoverage coverage) {}

    /** The bars as they are stored now, or made of stored ones. */
    public Optional<Page> read(Series requested, long from, long to, int most) {
        return read(requested, from, to, most, Adjust.NONE, AsOf.NOW);
    }

    /**
     * The bars that open in a range, the earliest first. A bar that has not ended is left out.
     *
     * @param from milliseconds since the epoch, inclusive
     * @param to milliseconds since the epoch, inclusive
     * @param most how many bars at most
     * @param adjust for which events they are adjusted
     * @param asOf later changes are ignored
     * @return empty when neither the series nor one from which it can be made is stored
     */
    public Optional<Page> read(Series requested, long from, long to, int most, Adjust adjust, AsOf asOf) {
        return LongerBars.source(series, candles, requested, asOf).map(source -> {
            StoredSeries row = source.row();
            AdjustmentFactors factors = views.factors(source.series(), row, adjust, asOf, asOf);
            if (source.timeframe() != requested.timeframe()) {
                return longer(source, factors, requested.timeframe(), from, to, most, asOf);
            }
            Bars bars = factors.apply(candles.load(row.id(), source.timeframe(), from, to, most + 1, asOf));
            int end = Math.min(bars.size(), most);
            return new Page(source.series(), row.id(), bars.slice(0, end), next(bars, end), null);
        });
    }

    /**
     * A page of bars that are made of shorter ones; their coverage also depends on neighbours, which may be on other
     * pages.
     */
    private Page longer(
            Source source, AdjustmentFactors factors, Timeframe step, long from, long to, int most, AsOf asOf) {
        StoredSeries row = source.row();
        long shortBar = source.timeframe().millis();
        int ratio = (int) (step.millis() / shortBar);
        int count = Math.min(most, MAX_SHORT_BARS / ratio);
        long last = Math.min(to, asOf.within(Instant.now()).toEpochMilli() - step.millis());
        long reach = BarCoverage.reach(step);
        BarRaster raster = row.raster(source.timeframe()).longer(step);
        long begin =
                raster.floor(Math.max(from - reach, row.firstOpen().toInstant().toEpochMilli()));
        Bars fine = candles.load(
                row.id(),
                source.timeframe(),
                begin,
                Math.max(begin, last + step.millis() - 1 + reach),
                (int) ((count + 1L) * ratio + 2 * reach / shortBar),
                asOf);
        Resampling longer = new Resampling(source.timeframe(), raster);
        longer.add(factors.apply(fine));
        Bars all = longer.bars();
        int low = all.firstAtOrAfter(from);
        int beyond = Math.max(low, all.firstAtOrAfter(last + 1));
        int end = Math.min(beyond, low + count);
        return new Page(
                source.series(),
                row.id(),
                all.slice(low, end),
                next(all.slice(0, beyond), end),
                longer.coverage().slice(low, end));
    }

    private static OptionalLong next(Bars bars, int end) {
        return end < bars.size() ? OptionalLong.of(bars.openTime()[end]) : OptionalLong.empty();
    }
}
