package dev.quarry.marketdata;

import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * When the bars of one series open, and how the times of a source are read. Most bars open on whole minutes, hours or
 * days in UTC; a stock's hours open at half past, a currency's days at 21:00, an archive's minutes 14 seconds late. All
 * bars of a series have the same distance from there, which is set by the first ones.
 *
 * @param offset the distance since a multiple of the bars' length from the epoch, milliseconds
 * @param reading how the times of the source become opens
 * @param session the local time of the market at which they open, where summer time moves them; null where it does not,
 *     or where no time zone explains it
 */
public record SeriesRaster(Timeframe timeframe, long offset, Reading reading, MovingSession session) {

    /** What the times of a source mean. */
    public enum Reading {
        /** They are the opens. */
        OPENS,
        /** They are the last second or millisecond of their bars. */
        CLOSES,
        /** They begin a trading day, an hour earlier in summer, which is stored under its own date. */
        TRADING_DAYS,
        /** They begin a day's session in the afternoon, an hour earlier in summer, which is stored under its date. */
        SESSION_DAYS,
        /** They begin a day an hour beside the stored ones, because of summer time, and are stored as they are. */
        MOVED_DAYS
    }

    private static final long MINUTE = 60_000;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 86_400_000;
    private static final long SECOND_BEFORE = 1000;
    private static final long MILLISECOND_BEFORE = 1;
    private static final long A_SEASON = 240 * DAY;
    private static final int ENOUGH_TIMES = 256;
    private static final int ENOUGH_FOR_AN_OFFSET = 3;
    private static final long HOLIDAYS = 2 * DAY;
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    /** The bars cannot be those of the series; the message is a sentence for their sender. */
    public static final class MismatchException extends RuntimeException {
        MismatchException(String message) {
            super(message);
        }
    }

    /**
     * What is known of the bars that are stored of a series.
     *
     * @param first open of the earliest, milliseconds since the epoch
     * @param last open of the latest
     * @param session null where they have not been seen to move with summer time
     * @param weekdays true for daily bars at 00:00 UTC, none of which is a Saturday or a Sunday: these are dates,
     *     whenever they begin
     */
    public record Stored(long first, long last, MovingSession session, boolean weekdays) {

        /** The raster of the stored bars. */
        public BarRaster raster(Timeframe timeframe) {
            return session == null ? BarRaster.through(timeframe, first) : session.raster(timeframe);
        }
    }

    private static SeriesRaster opens(BarRaster raster) {
        return new SeriesRaster(raster.timeframe(), raster.offset(), Reading.OPENS, null);
    }

    private static SeriesRaster of(Timeframe timeframe, MovingSession session) {
        return new SeriesRaster(timeframe, session.raster(timeframe).offset(), session.reading(), session);
    }

    /** The raster of the bars. */
    public BarRaster raster() {
        return reading == Reading.OPENS && session != null
                ? session.raster(timeframe)
                : new BarRaster(timeframe, offset);
    }

    /** How many first times determine a source's raster: those of both seasons where summer time may move them. */
    public static int enoughTimes(Timeframe timeframe) {
        return MovingSession.canMove(timeframe) ? (int) (A_SEASON / timeframe.millis()) : ENOUGH_TIMES;
    }

    /**
     * The raster of a source by its first times.
     *
     * @param times milliseconds since the epoch, in any order; some may be wrong
     * @param known what is stored of the series; empty for a new one
     * @param zone the market's time zone if the sender names it; empty: one of the usual ones
     * @throws MismatchException when they are bars of another length, or on another raster than the stored ones
     */
    public static SeriesRaster of(Timeframe timeframe, long[] times, Optional<Stored> known, Optional<ZoneId> zone) {
        long[] sorted = Arrays.stream(times).sorted().distinct().toArray();
        BarSpacing.require(timeframe, sorted);
        SeriesRaster found = found(timeframe, sorted, zone);
        if (known.isEmpty()) {
            return found == null ? opens(BarRaster.standard(timeframe)) : found;
        }
        Stored stored = known.get();
        Optional<MovingSession> moving = moving(timeframe, sorted, stored, zone);
        if (moving.isPresent()) {
            return of(timeframe, moving.get());
        }
        SeriesRaster kept = opens(stored.raster(timeframe));
        if (timeframe == Timeframe.D1 && kept.offset != 0 && MovingSession.movesDays(sorted, stored.first(), zone)) {
            return new SeriesRaster(timeframe, kept.offset, Reading.MOVED_DAYS, null);
        }
        if (found == null) {
            return stored.session() == null ? kept : of(timeframe, stored.session());
        }
        if (!found.raster().equals(stored.raster(timeframe))) {
            if (stored.weekdays() && found.reading() == Reading.OPENS) {
                Optional<Reading> dates = TradingDays.ofWeekdays(sorted);
                if (dates.isPresent()) {
                    return new SeriesRaster(timeframe, 0, dates.get(), null);
                }
            }
            throw new MismatchException(String.format(
                    Locale.ROOT,
                    "The bars open on %s, the stored ones of the series on %s UTC: a series has one raster, so nothing was"
                            + " stored. Import them as another series, under another exchange.",
                    found.spoken(sorted[0]),
                    kept.spoken(stored.first())));
        }
        return found;
    }

    /** The raster of bars that continue a series and are labelled by their opens; others do not fit it. */
    public static SeriesRaster continuing(Timeframe timeframe, long[] times, Stored stored) {
        return moving(timeframe, times, stored, Optional.empty())
                .filter(session -> session.reading() == Reading.OPENS)
                .map(session -> of(timeframe, session))
                .orElseGet(() -> stored.session() != null && stored.session().reading() == Reading.OPENS
                        ? of(timeframe, stored.session())
                        : opens(stored.raster(timeframe)));
    }

    private static Optional<MovingSession> moving(
            Timeframe timeframe, long[] times, Stored stored, Optional<ZoneId> zone) {
        MovingSession session = stored.session();
        if (session != null && session.explains(timeframe, times)) {
            return Optional.of(session);
        }
        BarRaster raster = stored.raster(timeframe);
        return MovingSession.canMove(timeframe) && !Arrays.stream(times).allMatch(raster::isOpen)
                ? MovingSession.since(timeframe, times, stored, zone)
                : Optional.empty();
    }

    /** The common raster of the times; null when there is none. */
    private static SeriesRaster found(Timeframe timeframe, long[] sorted, Optional<ZoneId> zone) {
        long step = timeframe.millis();
        SeriesRaster closes = closes(timeframe, sorted);
        if (closes != null) {
            return closes;
        }
        Map<Long, Integer> residues = new HashMap<>();
        for (long time : sorted) {
            residues.merge(Math.floorMod(time, step), 1, Integer::sum);
        }
        if (residues.isEmpty()) {
            return null;
        }
        long typical = BarSpacing.mostFrequent(residues);
        if (step == DAY && isMovedBySummerTime(residues)) {
            Reading reading = TradingDays.beginSessions(sorted) ? Reading.SESSION_DAYS : Reading.TRADING_DAYS;
            return new SeriesRaster(
                    timeframe,
                    0,
                    reading,
                    MovingSession.of(timeframe, sorted, 0, reading, zone).orElse(null));
        }
        if (MovingSession.canMove(timeframe) && residues.size() > 1) {
            Optional<MovingSession> session =
                    MovingSession.of(timeframe, sorted, residues.get(typical), Reading.OPENS, zone);
            if (session.isPresent()) {
                return of(timeframe, session.get());
            }
        }
        boolean standard = typical == BarRaster.standard(timeframe).offset() || (step > DAY && typical % DAY == 0);
        if (residues.get(typical) * 2 <= sorted.length || (!standard && sorted.length < ENOUGH_FOR_AN_OFFSET)) {
            return null;
        }
        return new SeriesRaster(timeframe, typical, Reading.OPENS, null);
    }

    private static SeriesRaster closes(Timeframe timeframe, long[] sorted) {
        for (long before : new long[] {SECOND_BEFORE, MILLISECOND_BEFORE}) {
            long fitting = Arrays.stream(sorted)
                    .filter(time -> (time + before) % MINUTE == 0)
                    .count();
            if (fitting > 0 && fitting * 10 >= sorted.length * 9L) {
                long offset = Math.floorMod(sorted[0] + before, timeframe.millis());
                if (timeframe.millis() >= DAY && offset % DAY != 0) {
                    throw new MismatchException(String.format(
                            Locale.ROOT,
                            "The times, such as %s, are closing times, the last second of a bar, and do not end a day of"
                                    + " UTC. Send the times at which the bars open, or dates.",
                            Instant.ofEpochMilli(sorted[0])));
                }
                return new SeriesRaster(timeframe, offset, Reading.CLOSES, null);
            }
        }
        return null;
    }

    /** Whether the times look like days that summer time moves: two times of day in UTC, an hour apart. */
    private static boolean isMovedBySummerTime(Map<Long, Integer> residues) {
        if (residues.size() != 2) {
            return false;
        }
        long[] both =
                residues.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        return both[1] - both[0] == HOUR && residues.values().stream().allMatch(count -> count >= ENOUGH_FOR_AN_OFFSET);
    }

    /**
     * The open of the bar with that time in the source; a week labelled with another day, for a holiday, gets its own.
     */
    public long open(long time) {
        return switch (reading) {
            case CLOSES ->
                time
                        + (Math.floorMod(time, MINUTE) == MINUTE - SECOND_BEFORE ? SECOND_BEFORE : MILLISECOND_BEFORE)
                        - timeframe.millis();
            case TRADING_DAYS -> Math.floorDiv(time + DAY / 2, DAY) * DAY;
            case SESSION_DAYS -> Math.floorDiv(time, DAY) * DAY;
            case MOVED_DAYS -> moved(time);
            case OPENS -> timeframe == Timeframe.W1 ? week(time) : time;
        };
    }

    private long moved(long time) {
        long nearest = raster().floor(time + DAY / 2);
        return Math.abs(nearest - time) <= HOUR ? nearest : time;
    }

    private long week(long time) {
        long past = Math.floorMod(time - offset, timeframe.millis());
        if (past <= HOLIDAYS) {
            return time - past;
        }
        return timeframe.millis() - past <= HOLIDAYS ? time - past + timeframe.millis() : time;
    }

    /** Warnings for the sender on how the times were read. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (reading == Reading.CLOSES) {
            warnings.add(
                    "The times are closing times, the last second of each bar; the bars are kept under their opens.");
        }
        if (reading == Reading.MOVED_DAYS) {
            warnings.add(
                    "Days begin an hour before or after the stored ones while clocks are put forward; they are kept at the time"
                            + " of day of the series.");
        }
        if (reading == Reading.TRADING_DAYS || reading == Reading.SESSION_DAYS) {
            warnings.add(
                    "The days do not all begin at 00:00 UTC, summer time moves their begin; each is kept under the date of its"
                            + " trading day.");
        }
        if (reading == Reading.OPENS && session != null) {
            warnings.add("The bars open at other hours of UTC in summer than in winter, as the clocks of "
                    + session.zone().getId() + " go; they are kept at their times.");
        } else if (!raster().isStandard() && timeframe.millis() <= DAY) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The bars open %s after the whole %s of UTC; the series keeps that distance.",
                    BarSpacing.duration(offset),
                    timeframe.code()));
        }
        return warnings;
    }

    private String spoken(long time) {
        Instant open = Instant.ofEpochMilli(time);
        return (timeframe == Timeframe.W1 ? WEEKDAY : CLOCK).format(open.atOffset(ZoneOffset.UTC))
                + (timeframe.millis() < DAY ? " (" + BarSpacing.duration(offset) + " past the raster)" : "");
    }
}
