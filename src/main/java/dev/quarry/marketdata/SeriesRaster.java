package dev.quarry.marketdata;

import dev.quarry.backtest.Timeframe;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the bars of one series open. Most open on whole minutes, hours or days of UTC; a stock's hours open at half
 * past, a currency's days at 21:00, an archive's minutes 14 seconds late. What matters is that all bars of a series lie
 * the same distance from there, so the first ones set it.
 *
 * @param offset the distance, milliseconds; for bars of days, of a week: since a multiple of their length from the epoch
 * @param reading how the times of the source become opens
 */
public record SeriesRaster(Timeframe timeframe, long offset, Reading reading) {

    /** How the times of a source become the opens of its bars. */
    public enum Reading {
        /** They are the opens. */
        OPENS,
        /** They are the last second or millisecond of their bars. */
        CLOSES,
        /** They begin a trading day, an hour earlier in summer, which is kept under its own date. */
        TRADING_DAYS,
        /** They begin the session of a day in the afternoon, an hour earlier in summer, which is kept under its date. */
        SESSION_DAYS,
        /** They begin a day an hour before or after the stored ones do, as summer time has it, and are kept at their time. */
        MOVED_DAYS
    }

    private static final long MINUTE = 60_000;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 86_400_000;
    private static final List<ZoneId> ZONES_WITH_SUMMER_TIME =
            List.of(ZoneId.of("America/New_York"), ZoneId.of("Europe/London"), ZoneId.of("Australia/Sydney"));
    private static final long SECOND_BEFORE = 1000;
    private static final long MILLISECOND_BEFORE = 1;
    private static final long EVENING = 18 * HOUR;
    private static final int ENOUGH_FOR_AN_OFFSET = 3;
    private static final long HOLIDAYS = 2 * DAY;
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    /** The bars cannot be those of the series; the message is a sentence for the one who sent them. */
    public static final class MismatchException extends RuntimeException {
        MismatchException(String message) {
            super(message);
        }
    }

    private static SeriesRaster opens(BarRaster raster) {
        return new SeriesRaster(raster.timeframe(), raster.offset(), Reading.OPENS);
    }

    /** Where the bars open. */
    public BarRaster raster() {
        return new BarRaster(timeframe, offset);
    }

    /**
     * That of a source by its first times.
     *
     * @param times milliseconds since the epoch, in any order; some may be wrong
     * @param stored a bar that the series has already; empty for a new one
     * @throws MismatchException when they are bars of another length, or of another raster than the stored ones
     */
    public static SeriesRaster of(Timeframe timeframe, long[] times, OptionalLong stored) {
        long[] sorted = Arrays.stream(times).sorted().distinct().toArray();
        requireLength(timeframe, sorted);
        SeriesRaster found = found(timeframe, sorted);
        if (stored.isEmpty()) {
            return found == null ? opens(BarRaster.standard(timeframe)) : found;
        }
        SeriesRaster kept = opens(BarRaster.through(timeframe, stored.getAsLong()));
        if (timeframe == Timeframe.D1 && kept.offset != 0 && isMovedBySummerTime(sorted, stored.getAsLong())) {
            return new SeriesRaster(timeframe, kept.offset, Reading.MOVED_DAYS);
        }
        if (found == null) {
            return kept;
        }
        if (found.offset != kept.offset) {
            throw new MismatchException(String.format(
                    Locale.ROOT,
                    "The bars open on %s, the stored ones of the series on %s UTC: a series has one raster, so nothing was"
                            + " stored. Import them as another series, under another exchange.",
                    found.spoken(sorted[0]),
                    kept.spoken(stored.getAsLong())));
        }
        return found;
    }

    /** Shorter bars on the raster of longer ones would each be taken for a whole one. */
    private static void requireLength(Timeframe timeframe, long[] sorted) {
        Map<Long, Integer> steps = new HashMap<>();
        for (int i = 1; i < sorted.length; i++) {
            steps.merge(sorted[i] - sorted[i - 1], 1, Integer::sum);
        }
        long usual = mostFrequent(steps);
        if (sorted.length > ENOUGH_FOR_AN_OFFSET
                && usual < timeframe.millis()
                && steps.get(usual) * 2 > sorted.length - 1
                && timeframe.millis() % usual == 0) {
            throw new MismatchException(String.format(
                    Locale.ROOT,
                    "The bars are %s apart, so their times are not the opens of %s bars and nothing was stored.",
                    step(usual),
                    timeframe.code()));
        }
    }

    /** How far bars are apart: in minutes, and as the timeframe that this is. */
    public static String step(long millis) {
        if (millis >= 28 * DAY && millis <= 31 * DAY) {
            return duration(millis) + " (a month; months are not kept)";
        }
        return Arrays.stream(Timeframe.values())
                .filter(timeframe -> timeframe.millis() == millis)
                .findFirst()
                .map(timeframe -> duration(millis) + " (" + timeframe.code() + ")")
                .orElseGet(() -> duration(millis));
    }

    /** Null when the times have no raster in common. */
    private static SeriesRaster found(Timeframe timeframe, long[] sorted) {
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
        long usual = mostFrequent(residues);
        if (step == DAY && isMovedBySummerTime(residues)) {
            return new SeriesRaster(timeframe, 0, beginSessions(sorted) ? Reading.SESSION_DAYS : Reading.TRADING_DAYS);
        }
        boolean standard = usual == BarRaster.standard(timeframe).offset() || (step > DAY && usual % DAY == 0);
        if (residues.get(usual) * 2 <= sorted.length || (!standard && sorted.length < ENOUGH_FOR_AN_OFFSET)) {
            return null;
        }
        return new SeriesRaster(timeframe, usual, Reading.OPENS);
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
                return new SeriesRaster(timeframe, offset, Reading.CLOSES);
            }
        }
        return null;
    }

    /** Days that begin at one time of day where the market is begin at two of UTC, an hour apart. */
    private static boolean isMovedBySummerTime(Map<Long, Integer> residues) {
        if (residues.size() != 2) {
            return false;
        }
        long[] both =
                residues.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        return both[1] - both[0] == HOUR && residues.values().stream().allMatch(count -> count >= ENOUGH_FOR_AN_OFFSET);
    }

    /** Days that begin in the afternoon, on Fridays and not on Sundays, are not those of the day after. */
    private static boolean beginSessions(long[] sorted) {
        Set<DayOfWeek> days = Arrays.stream(sorted)
                .mapToObj(time -> LocalDate.ofEpochDay(Math.floorDiv(time, DAY)).getDayOfWeek())
                .collect(Collectors.toSet());
        long begin = Math.floorMod(sorted[0], DAY);
        return begin >= DAY / 2
                && begin < EVENING
                && days.contains(DayOfWeek.FRIDAY)
                && !days.contains(DayOfWeek.SUNDAY);
    }

    /** True when the days begin at another time of UTC than a stored one, and at the same one where the market is. */
    private static boolean isMovedBySummerTime(long[] sorted, long stored) {
        return Arrays.stream(sorted).anyMatch(time -> Math.floorMod(time - stored, DAY) != 0)
                && ZONES_WITH_SUMMER_TIME.stream().map(LocalClock::new).anyMatch(clock -> {
                    long begin = Math.floorMod(clock.at(stored), DAY);
                    long fitting = Arrays.stream(sorted)
                            .filter(time -> Math.floorMod(clock.at(time), DAY) == begin)
                            .count();
                    return fitting * 10 >= sorted.length * 9L;
                });
    }

    /** The open of the bar that the source stamps so; a week stamped on another day, for a holiday, goes to its own. */
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

    /** What the one who sent the times should be told of how they were read. */
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
                    "The days begin at another hour of UTC in summer than in winter; each is kept under the date of its"
                            + " trading day.");
        }
        if (!raster().isStandard() && timeframe.millis() <= DAY) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The bars open %s after the whole %s of UTC; the series keeps that distance.",
                    duration(offset),
                    timeframe.code()));
        }
        return warnings;
    }

    private String spoken(long time) {
        Instant open = Instant.ofEpochMilli(time);
        return (timeframe == Timeframe.W1 ? WEEKDAY : CLOCK).format(open.atOffset(ZoneOffset.UTC))
                + (timeframe.millis() < DAY ? " (" + duration(offset) + " past the raster)" : "");
    }

    private static long mostFrequent(Map<Long, Integer> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue()
                        .thenComparing(Map.Entry.<Long, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(Long.MAX_VALUE);
    }

    /** In minutes, or in what is shorter. */
    public static String duration(long millis) {
        if (millis % MINUTE == 0) {
            return millis / MINUTE + (millis == MINUTE ? " minute" : " minutes");
        }
        return millis % 1000 == 0 ? millis / 1000 + " seconds" : millis + " milliseconds";
    }
}
