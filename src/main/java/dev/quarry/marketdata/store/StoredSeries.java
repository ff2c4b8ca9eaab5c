package dev.quarry.marketdata.store;

import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.MovingSession;
import dev.quarry.marketdata.SeriesRaster;
import dev.quarry.series.Timeframe;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What is kept of a series beside its candles.
 *
 * @param version grows with every write that changes a candle
 * @param bars how many candles there are
 * @param firstOpen when the first one opens; null when there is none
 * @param lastOpen when the last one opens; null when there is none
 * @param changedAt when its candles changed last; null when they have not since such times are kept
 * @param revisions how many values were replaced since then
 * @param session when its bars open on the clock of their market, where summer time has been seen to move them; else null
 * @param weekdays true for some weeks of days at 00:00 UTC, the latest of which are none of Saturdays and Sundays, unless there is a
 *     session
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

    /** Where its bars open; as those of exchanges do when there is none. */
    public BarRaster raster(Timeframe timeframe) {
        return opens().map(stored -> stored.raster(timeframe)).orElseGet(() -> BarRaster.standard(timeframe));
    }
}
