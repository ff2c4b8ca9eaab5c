package dev.quarry.marketdata.store;

import dev.quarry.backtest.Timeframe;
import dev.quarry.marketdata.BarRaster;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/**
 * What is kept of a series beside its candles.
 *
 * @param version grows with every write that changes a candle
 * @param bars how many candles there are
 * @param firstOpen when the first one opens; null when there is none
 * @param lastOpen when the last one opens; null when there is none
 * @param changedAt when its candles changed last; null when they have not since such times are kept
 * @param revisions how many values were replaced since then
 */
public record StoredSeries(
        long id,
        long version,
        long bars,
        OffsetDateTime firstOpen,
        OffsetDateTime lastOpen,
        OffsetDateTime changedAt,
        long revisions) {

    /** When one of its bars opens, milliseconds since the epoch; empty when there is none. */
    public OptionalLong anyOpen() {
        return firstOpen == null
                ? OptionalLong.empty()
                : OptionalLong.of(firstOpen.toInstant().toEpochMilli());
    }

    /** Where its bars open; as those of exchanges do when there is none. */
    public BarRaster raster(Timeframe timeframe) {
        return firstOpen == null
                ? BarRaster.standard(timeframe)
                : BarRaster.through(timeframe, firstOpen.toInstant().toEpochMilli());
    }
}
