package dev.quarry.marketdata;

import dev.quarry.backtest.Timeframe;

/**
 * Where the bars of a series open: so far after the multiples of their length since the epoch. Those of exchanges lie on
 * them, weeks on Mondays (ISO 8601); a stock's hours open at half past, a currency's days at 21:00, an archive's minutes
 * 14 seconds late.
 *
 * @param offset the distance, milliseconds, from 0 to less than the length of a bar
 */
public record BarRaster(Timeframe timeframe, long offset) {

    private static final long DAY = Timeframe.D1.millis();
    private static final long FIRST_MONDAY = 4 * DAY;

    /** That of exchanges. */
    public static BarRaster standard(Timeframe timeframe) {
        return new BarRaster(timeframe, timeframe == Timeframe.W1 ? FIRST_MONDAY : 0);
    }

    /** That of a series with a bar that opens then, milliseconds since the epoch. */
    public static BarRaster through(Timeframe timeframe, long open) {
        return new BarRaster(timeframe, Math.floorMod(open, timeframe.millis()));
    }

    /** The latest open at or before that time on the raster of exchanges, milliseconds since the epoch. */
    public static long floor(Timeframe timeframe, long time) {
        return standard(timeframe).floor(time);
    }

    /** The earliest open at or after that time on the raster of exchanges, milliseconds since the epoch. */
    public static long ceiling(Timeframe timeframe, long time) {
        return standard(timeframe).ceiling(time);
    }

    /** True when a bar of exchanges opens then. */
    public static boolean isOpen(Timeframe timeframe, long time) {
        return standard(timeframe).isOpen(time);
    }

    /** The latest open at or before that time, milliseconds since the epoch. */
    public long floor(long time) {
        return time - Math.floorMod(time - offset, timeframe.millis());
    }

    /** The earliest open at or after that time, milliseconds since the epoch. */
    public long ceiling(long time) {
        return time + Math.floorMod(offset - time, timeframe.millis());
    }

    /** True when a bar opens then. */
    public boolean isOpen(long time) {
        return Math.floorMod(time - offset, timeframe.millis()) == 0;
    }

    /** True when it is that of exchanges. */
    public boolean isStandard() {
        return equals(standard(timeframe));
    }

    /**
     * Where longer bars made of these open: as far after the multiples of theirs, so that each is whole short ones. Days
     * that begin in the second half of one of UTC mean the next, so their weeks begin on the evening before Monday.
     */
    public BarRaster longer(Timeframe longer) {
        long past = timeframe == Timeframe.D1 && offset > DAY / 2 ? offset - DAY : offset;
        return through(longer, standard(longer).offset + past);
    }

    /** True when bars of these can be made of that shorter timeframe's bars on the raster of exchanges. */
    public boolean isMadeOf(Timeframe shorter) {
        return Resampling.possible(shorter, timeframe) && Math.floorMod(offset, shorter.millis()) == 0;
    }
}
