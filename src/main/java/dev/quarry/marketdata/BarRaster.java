package dev.quarry.marketdata;

import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/**
 * When the bars of a series open: at a fixed distance after the multiples of their length since the epoch. Those of
 * exchanges open at the multiples themselves, weeks on Mondays (ISO 8601); a stock's hours open at half past, a
 * currency's days at 21:00, an archive's minutes 14 seconds late.
 *
 * @param offset the distance, milliseconds, from 0 to less than the length of a bar
 * @param zone the time zone in which the multiples are counted, where summer time moves the bars; null: UTC
 */
public record BarRaster(Timeframe timeframe, long offset, ZoneId zone) {

    private static final long DAY = Timeframe.D1.millis();
    private static final long FIRST_MONDAY = 4 * DAY;
    private static final long QUARTER = Timeframe.M15.millis();
    private static final Instant A_DAY = Instant.parse("2020-01-01T00:00:00Z");

    /** A raster in UTC. */
    public BarRaster(Timeframe timeframe, long offset) {
        this(timeframe, offset, null);
    }

    /** The raster of exchanges. */
    public static BarRaster standard(Timeframe timeframe) {
        return new BarRaster(timeframe, timeframe == Timeframe.W1 ? FIRST_MONDAY : 0);
    }

    /** The raster of a series with a bar that opens at that time, milliseconds since the epoch. */
    public static BarRaster through(Timeframe timeframe, long open) {
        return new BarRaster(timeframe, Math.floorMod(open, timeframe.millis()));
    }

    /**
     * The raster of bars, which summer time may move.
     *
     * @param times when they open, milliseconds since the epoch; at least one
     */
    public static BarRaster of(Timeframe timeframe, long[] times) {
        BarRaster first = through(timeframe, times[0]);
        long fitting = MovingSession.canMove(timeframe)
                ? Arrays.stream(times).filter(first::isOpen).count()
                : times.length;
        return fitting == times.length
                ? first
                : MovingSession.of(timeframe, times, fitting, SeriesRaster.Reading.OPENS, Optional.empty())
                        .map(session -> session.raster(timeframe))
                        .orElse(first);
    }

    /** The latest open at or before that time on the raster of exchanges, milliseconds since the epoch. */
    public static long floor(Timeframe timeframe, long time) {
        return standard(timeframe).floor(time);
    }

    /** The earliest open at or after that time on the raster of exchanges, milliseconds since the epoch. */
    public static long ceiling(Timeframe timeframe, long time) {
        return standard(timeframe).ceiling(time);
    }

    /** Whether a bar of exchanges opens at that time. */
    public static boolean isOpen(Timeframe timeframe, long time) {
        return standard(timeframe).isOpen(time);
    }

    /** The latest open at or before that time, milliseconds since the epoch. */
    public long floor(long time) {
        long open = time - past(time);
        if (zone == null) {
            return open;
        }
        open += ahead(time) - ahead(open); // where the clock was changed since
        return open > time ? floor(time - Timeframe.H1.millis()) : open;
    }

    /** The earliest open at or after that time, milliseconds since the epoch. */
    public long ceiling(long time) {
        long past = past(time);
        if (past == 0) {
            return time;
        }
        if (zone == null) {
            return time - past + timeframe.millis();
        }
        long next = floor(time)
                + timeframe.millis()
                - Timeframe.H1.millis(); // it is shorter or longer when the clock is changed
        while (next < time || past(next) != 0) {
            next += QUARTER;
        }
        return next;
    }

    /** Whether a bar opens at that time. */
    public boolean isOpen(long time) {
        return past(time) == 0;
    }

    /** How long after the previous multiple a time is. */
    private long past(long time) {
        return Math.floorMod(time + ahead(time) - offset, timeframe.millis());
    }

    private long ahead(long time) {
        return zone == null
                ? 0
                : zone.getRules().getOffset(Instant.ofEpochMilli(time)).getTotalSeconds() * 1000L;
    }

    /**
     * How long after the multiples of their length, counted in UTC, bars open at that time, milliseconds since the
     * epoch.
     */
    long offsetAt(long time) {
        return Math.floorMod(offset - ahead(time), timeframe.millis());
    }

    /** Whether it is the raster of exchanges. */
    public boolean isStandard() {
        return equals(standard(timeframe));
    }

    /**
     * The raster of longer bars that are made of these: at the same distance after the multiples of their length, so
     * that each consists of whole short bars. Days that begin in the second half of a UTC day mean the next date, so
     * their weeks begin on the evening before Monday.
     */
    public BarRaster longer(Timeframe longer) {
        long utc = zone == null
                ? offset
                : Math.floorMod(
                        offset - zone.getRules().getStandardOffset(A_DAY).getTotalSeconds() * 1000L,
                        timeframe.millis());
        long past = timeframe == Timeframe.D1 && utc > DAY / 2 ? utc - DAY : utc;
        return through(longer, standard(longer).offset + past);
    }

    /** Whether bars on this raster can be made of that shorter timeframe's bars on the raster of exchanges. */
    public boolean isMadeOf(Timeframe shorter) {
        return zone == null && Resampling.possible(shorter, timeframe) && Math.floorMod(offset, shorter.millis()) == 0;
    }
}
