package dev.quarry.marketdata;

import dev.quarry.marketdata.MarketCalendar.Session;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.series.TradingCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Derives from bars when their market trades. Closed weekdays are those of {@link TradingCalendar}. A time of day is
 * closed when hardly any day has a bar then: fewer than a tenth of what its busy times have, over a stretch that would
 * have had twenty bars; first over all weekdays together, then for each. The sessions' time zone is the one, of some
 * candidates with UTC first, that leaves the fewest bars missing in sessions or outside of them. In a market with
 * closed weekdays up to three open days in a row without a bar are holidays, unless they are more than a tenth of all.
 */
final class CalendarLearning {

    /** The candidates, each with different rules for summer time. */
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"), ZoneId.of("America/New_York"), ZoneId.of("Europe/London"), ZoneId.of("Australia/Sydney"));

    private static final long DAY = MarketCalendar.DAY;
    private static final long HOUR = 3_600_000;
    private static final int WEEK = 7;
    private static final int FEWEST_DAYS = 3;
    private static final double ENOUGH_BARS = 20;
    private static final int HARDLY = 10;
    private static final double BUSY = 0.9;
    private static final int MAX_HOLIDAYS_IN_A_ROW = 3;
    private static final int LONGEST_CLOSURE_DAYS = 14;

    private final ZoneId zone;
    private final long step;
    private final long past;
    private final int slots;
    private final long[] days;
    private final TradingCalendar weekdays;
    private final int[][] bars;
    private final int[] tradedDays = new int[WEEK];
    private final boolean[][] open = new boolean[WEEK][];

    private CalendarLearning(Bars of, ZoneId zone, boolean nextDate) {
        this.zone = zone;
        this.step = of.timeframe().millis();
        LocalClock clock = new LocalClock(zone);
        this.past = step >= DAY ? 0 : Math.floorMod(clock.at(of.openTime()[0]), step);
        this.slots = step >= DAY ? 1 : (int) ((DAY - 1 - past) / step) + 1;
        this.bars = new int[WEEK][slots];
        long[] traded = new long[of.size()];
        int n = 0;
        for (long time : of.openTime()) {
            long local = clock.at(time);
            long day = Math.floorDiv(local, DAY) + (nextDate ? 1 : 0);
            if (n == 0 || traded[n - 1] != day) {
                traded[n++] = day;
                tradedDays[ExpectedBars.weekday(day)]++;
            }
            int slot = step >= DAY ? 0 : (int) (Math.floorMod(local, DAY) / step);
            bars[ExpectedBars.weekday(day)][Math.min(slot, slots - 1)]++;
        }
        this.days = Arrays.copyOf(traded, n);
        this.weekdays = TradingCalendar.of(LongStream.of(days));
        for (int weekday = 0; weekday < WEEK; weekday++) {
            open[weekday] = new boolean[slots];
            Arrays.fill(open[weekday], !isClosed(weekday));
        }
        if (slots > 1) {
            closeNights();
        }
    }

    /** The calendar of these bars, at least one, each of at most a day. */
    static MarketCalendar of(Bars bars) {
        CalendarLearning best = new CalendarLearning(bars, ZONES.get(0), nextDate(bars));
        if (bars.timeframe().millis() <= HOUR && !best.isAlwaysOpen()) {
            for (ZoneId zone : ZONES.subList(1, ZONES.size())) {
                CalendarLearning other = new CalendarLearning(bars, zone, false);
                if (other.disagreement() < best.disagreement()) {
                    best = other;
                }
            }
        }
        return best.calendar();
    }

    /**
     * Whether daily bars that begin in the second half of a UTC day mean the next date, as a currency pair's from the
     * evening on do. Where they would then fall on Saturdays, and do not otherwise, they are sessions of the day on
     * which they begin.
     */
    static boolean nextDate(Bars bars) {
        if (bars.timeframe() != Timeframe.D1
                || bars.size() == 0
                || BarRaster.through(Timeframe.D1, bars.openTime()[0]).offset() <= DAY / 2) {
            return false;
        }
        CalendarLearning same = new CalendarLearning(bars, ZONES.get(0), false);
        return !(same.isClosed(DayOfWeek.SATURDAY.ordinal()) && same.isClosed(DayOfWeek.SUNDAY.ordinal()));
    }

    private boolean isClosed(int weekday) {
        return weekdays.isClosedOn(weekday - ExpectedBars.THURSDAY);
    }

    private boolean isAlwaysOpen() {
        return Arrays.stream(open)
                .allMatch(day -> LongStream.range(0, day.length).allMatch(slot -> day[(int) slot]));
    }

    private void closeNights() {
        int[] all = new int[slots];
        int allDays = 0;
        for (int weekday = 0; weekday < WEEK; weekday++) {
            if (!isClosed(weekday)) {
                allDays += tradedDays[weekday];
                for (int slot = 0; slot < slots; slot++) {
                    all[slot] += bars[weekday][slot];
                }
            }
        }
        double busy = busy(all, allDays);
        boolean[] night = closed(all, allDays, busy, true);
        for (int weekday = 0; weekday < WEEK; weekday++) {
            boolean[] own = closed(bars[weekday], tradedDays[weekday], busy, false);
            for (int slot = 0; slot < slots; slot++) {
                open[weekday][slot] &= !night[slot] && !own[slot];
            }
        }
    }

    /** The share of days with a bar at a busy time of day. */
    private static double busy(int[] counts, int days) {
        int[] sorted = Arrays.stream(counts).filter(count -> count > 0).sorted().toArray();
        return sorted.length == 0 ? 0 : (double) sorted[(int) (BUSY * (sorted.length - 1))] / Math.max(1, days);
    }

    /**
     * Marks the times of day at which there is hardly ever a bar; with {@code around}, such a stretch may continue
     * after midnight.
     */
    private boolean[] closed(int[] counts, int days, double busy, boolean around) {
        boolean[] closed = new boolean[slots];
        if (days < FEWEST_DAYS) {
            return closed;
        }
        int start = 0;
        while (around && start < slots && isQuiet(counts[start], days, busy)) {
            start++;
        }
        for (int i = 0; i < slots; ) {
            int length = 0;
            while (i + length < slots && isQuiet(counts[(start + i + length) % slots], days, busy)) {
                length++;
            }
            if (length * days * busy >= ENOUGH_BARS) {
                for (int k = 0; k < length; k++) {
                    closed[(start + i + k) % slots] = true;
                }
            }
            i += Math.max(1, length);
        }
        return closed;
    }

    private static boolean isQuiet(int count, int days, double busy) {
        return count * HARDLY < busy * days;
    }

    /** How many bars are missing in the sessions of days with bars, or lie outside of sessions. */
    private long disagreement() {
        long bad = 0;
        for (int weekday = 0; weekday < WEEK; weekday++) {
            for (int slot = 0; slot < slots; slot++) {
                bad += open[weekday][slot] ? tradedDays[weekday] - bars[weekday][slot] : bars[weekday][slot];
            }
        }
        return bad;
    }

    private MarketCalendar calendar() {
        Map<Session, List<String>> sessions = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            boolean[] slot = open[day.ordinal()];
            for (int from = 0; from < slots; from++) {
                int to = from;
                while (to < slots && slot[to]) {
                    to++;
                }
                if (to > from) {
                    String begin = MarketCalendar.text(from == 0 && to == slots ? 0 : past + from * step);
                    sessions.computeIfAbsent(
                                    new Session(List.of(), begin, MarketCalendar.text(past + to * step)),
                                    key -> new ArrayList<>())
                            .add(MarketCalendar.name(day));
                    from = to;
                }
            }
        }
        return new MarketCalendar(
                zone.getId(),
                sessions.entrySet().stream()
                        .map(entry -> new Session(
                                entry.getValue(),
                                entry.getKey().open(),
                                entry.getKey().close()))
                        .toList(),
                holidays());
    }

    private List<String> holidays() {
        List<String> holidays = new ArrayList<>();
        if (LongStream.range(0, WEEK).noneMatch(weekdays::isClosedOn)) {
            return holidays;
        }
        for (int i = 1; i < days.length; i++) {
            if (days[i] - days[i - 1] <= LONGEST_CLOSURE_DAYS) {
                List<String> empty = LongStream.range(days[i - 1] + 1, days[i])
                        .filter(day -> !weekdays.isClosedOn(day))
                        .mapToObj(day -> LocalDate.ofEpochDay(day).toString())
                        .toList();
                if (empty.size() <= MAX_HOLIDAYS_IN_A_ROW) {
                    holidays.addAll(empty);
                }
            }
        }
        return holidays.size() * HARDLY > days.length ? List.of() : holidays;
    }
}
