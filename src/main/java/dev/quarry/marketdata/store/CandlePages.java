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

/** Reads a series a page at a time, in its own timeframe or in a longer one that is made of it. */
@ApplicationScoped
public class CandlePages {

    /** Of how many short bars a page is made at most: a page of weeks made of minutes is a short one. */
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
     * @param stored the series they stand in, or are made of
     * @param next where the next page begins, milliseconds since the epoch; empty on the last
     * @param coverage how far bars that are made of shorter ones are covered; null where they are stored
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
     * @param asOf what was changed later does not count
     * @return empty when neither the series is stored nor one that it can be made of
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

    /** How far a bar is covered its neighbours tell too, which may be of other pages. */
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
