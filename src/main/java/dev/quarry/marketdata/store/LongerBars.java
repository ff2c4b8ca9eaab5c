package dev.quarry.marketdata.store;

import dev.quarry.marketdata.AdjustmentFactors;
import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.BarCoverage;
import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.Resampling;
import dev.quarry.marketdata.Series;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** Bars of a timeframe that is not stored, made of a shorter one that is. */
final class LongerBars {

    /** How many short bars are in memory at once. */
    private static final int AT_ONCE = 250_000;

    private LongerBars() {}

    /** A stored series with its row. */
    record Source(Series series, StoredSeries row) {

        Timeframe timeframe() {
            return series.timeframe();
        }
    }

    /** All long bars of a range with their coverage. */
    record Made(Bars bars, BarCoverage coverage) {}

    /**
     * The series itself, or the longest stored one from which it can be made; empty when there is neither, or was
     * neither at that time.
     */
    static Optional<Source> source(SeriesStore stored, CandleStore candles, Series requested, AsOf asOf) {
        return Arrays.stream(Timeframe.values())
                .filter(t -> t == requested.timeframe() || Resampling.possible(t, requested.timeframe()))
                .sorted(Comparator.comparingLong(Timeframe::millis).reversed())
                .map(t -> new Series(requested.exchange(), requested.symbol(), t))
                .flatMap(candidate -> stored
                        .find(candidate)
                        .filter(row -> row.bars() > 0)
                        .filter(row -> asOf.isNow() || candles.hasAny(row.id(), candidate.timeframe(), asOf))
                        .map(row -> new Source(candidate, row))
                        .stream())
                .findFirst();
    }

    /**
     * The long bars that open in a range and have ended, read part by part, and beyond its ends as far as their
     * coverage requires.
     *
     * @param from milliseconds since the epoch, inclusive
     * @param to milliseconds since the epoch, inclusive
     * @param factors the adjustment factors of the short bars
     */
    static Made load(
            CandleStore candles,
            Source source,
            AdjustmentFactors factors,
            Timeframe requested,
            long from,
            long to,
            AsOf asOf) {
        StoredSeries row = source.row();
        long last = Math.min(to, asOf.within(Instant.now()).toEpochMilli() - requested.millis());
        long reach = BarCoverage.reach(requested);
        long begin = Math.max(from - reach, row.firstOpen().toInstant().toEpochMilli());
        long end = Math.min(
                last + requested.millis() + reach, row.lastOpen().toInstant().toEpochMilli());
        BarRaster raster = row.raster(source.timeframe()).longer(requested);
        Resampling longer = new Resampling(source.timeframe(), raster);
        long step = AT_ONCE * source.timeframe().millis();
        for (long at = raster.floor(begin); at <= end; at += step) {
            longer.add(
                    factors.apply(candles.load(row.id(), source.timeframe(), at, Math.min(end, at + step - 1), asOf)));
        }
        Bars all = longer.bars();
        int low = all.firstAtOrAfter(from);
        int high = Math.max(low, all.firstAtOrAfter(last + 1));
        return new Made(all.slice(low, high), longer.coverage().slice(low, high));
    }
}
