package dev.quarry.marketdata.store;

import java.time.OffsetDateTime;

/**
 * Figures over candles; where there are none, all but their number are null.
 *
 * @param candles how many there are
 * @param firstOpen when the first one opens, UTC
 * @param lastOpen when the last one opens, UTC
 * @param lowestLow least low
 * @param highestHigh greatest high
 * @param meanClose mean of all closes
 * @param totalVolume sum of all volumes
 */
public record CandleFigures(
        long candles,
        OffsetDateTime firstOpen,
        OffsetDateTime lastOpen,
        Double lowestLow,
        Double highestHigh,
        Double meanClose,
        Double totalVolume) {}
