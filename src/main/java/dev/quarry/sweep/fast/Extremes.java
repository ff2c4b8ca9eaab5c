package dev.quarry.sweep.fast;

import dev.quarry.series.Bars;

/**
 * The extremes of a series that positions ask for.
 *
 * @param highest of the highs
 * @param lowest of the lows
 * @param highestClose of the closes
 * @param lowestClose of the closes
 */
record Extremes(RangeExtremes highest, RangeExtremes lowest, RangeExtremes highestClose, RangeExtremes lowestClose) {

    static Extremes of(Bars bars) {
        return new Extremes(
                new RangeExtremes(bars.high(), true),
                new RangeExtremes(bars.low(), false),
                new RangeExtremes(bars.close(), true),
                new RangeExtremes(bars.close(), false));
    }
}
