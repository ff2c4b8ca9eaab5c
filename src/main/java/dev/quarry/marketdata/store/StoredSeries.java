package dev.quarry.marketdata.store;

import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.MovingSession;
import dev.quarry.marketdata.SeriesRaster;
import dev.quarry.series.Timeframe;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What is stored of a series besides its candles.
 *
 * @param version grows with every write that changes a candle
 * @param bars how many candles there are
 * @param firstOpen when the first one opens; null when there is none
 * @param lastOpen when the last one opens; null when there is none
 * @param changedAt when its candles changed last; null when they have not changed since Quarry began to record changes
 * @param revisions how many values were replaced since then
 * @param session the local time of the market at which its bars open, where they have been seen to move with summer
 *     time; else null
 * @param weekdays true for daily bars at 00:00 UTC over some weeks, the latest of which are never on Saturdays or
 *     Sundays, unless there is a session
 */
public record StoredSeries(
        long id,
        long version,
        long bars,
        OffsetDateTime firstOpen,
        OffsetDateTime lastOpen,
        OffsetDateTime changedAt,
        long revisions,
        MovingSession session,
        boolean weekdays) {

    /** What is known of its bars; empty when there are none. */
    public Optional<SeriesRaster.Stored> opens() {
        return firstOpen == null
                ? Optional.empty()
                : Optional.of(new SeriesRaster.Stored(
                        firstOpen.toInstant().toEpochMilli(),
                        lastOpen.toInstant().toEpochMilli(),
                        session,
                        weekdays));
    }

    /** The raster of its bars; that of exchanges when there are none. */
    public BarRaster raster(Timeframe timeframe) {
        return opens().map(stored -> stored.raster(timeframe)).orElseGet(() -> BarRaster.standard(timeframe));
    }
}
