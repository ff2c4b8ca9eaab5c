package dev.quarry.marketdata;

import dev.quarry.backtest.Timeframe;

/**
 * Where bars open: multiples of their length since the epoch, and for weeks the Mondays (ISO 8601). Exchanges disagree on
 * bars longer than a day, so those are built from days on this raster.
 */
public final class BarRaster {

    private static final long FIRST_MONDAY = 4 * Timeframe.D1.millis();

    private BarRaster() {}

    /** The latest open at or before that time, milliseconds since the epoch. */
    public static long floor(Timeframe timeframe, long time) {
        return time - Math.floorMod(time - anchor(timeframe), timeframe.millis());
    }

    /** The earliest open at or after that time, milliseconds since the epoch. */
    public static long ceiling(Timeframe timeframe, long time) {
        return time + Math.floorMod(anchor(timeframe) - time, timeframe.millis());
    }

    /** True when a bar of that timeframe opens then. */
    public static boolean isOpen(Timeframe timeframe, long time) {
        return floor(timeframe, time) == time;
    }

    private static long anchor(Timeframe timeframe) {
        return timeframe == Timeframe.W1 ? FIRST_MONDAY : 0;
    }
}
