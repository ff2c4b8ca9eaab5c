package dev.quarry.marketdata;

import dev.quarry.marketdata.MarketCalendar.Part;
import dev.quarry.series.Timeframe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bars that a series would have if its market had traded whenever its calendar says: bars that are at least partly
 * in a session; daily bars of weekdays whose sessions are at least half as long as the longest; all bars of more than a
 * day. Not thread-safe.
 */
final class ExpectedBars {

    private static final long DAY = MarketCalendar.DAY;
    private static final int WEEK = 7;

    /** 1970-01-01 was a Thursday, three days after a Monday. */
    static final int THURSDAY = 3;

    private final BarRaster raster;
    private final long step;
    private final boolean nextDate;
    private final LocalClock clock;
    private final List<List<Part>> week;
    private final Set<Long> holidays;
    private final Map<Long, int[][]> openBefore = new HashMap<>();

    /**
     * A number of expected bars.
     *
     * @param first open of the first of them, milliseconds since the epoch
     * @param last open of the last
     */
    record Stretch(long bars, long first, long last) {

        private Stretch and(Stretch later) {
            return bars == 0 || later.bars == 0
                    ? (bars == 0 ? later : this)
                    : new Stretch(bars + later.bars, first, later.last);
        }
    }

    private static final Stretch NONE = new Stretch(0, 0, 0);

    /**
     * @param calendar one without violations
     * @param nextDate true when a day's bar, which begins in the evening, means the next date
     */
    ExpectedBars(MarketCalendar calendar, BarRaster raster, boolean nextDate) {
        this.raster = raster;
        this.step = raster.timeframe().millis();
        this.nextDate = nextDate;
        this.clock = new LocalClock(calendar.zone().orElseThrow());
        this.week = calendar.week();
        this.holidays = calendar.closedDays();
    }

    /** The expected bars that open in that time, milliseconds since the epoch, the end exclusive. */
    Stretch within(long from, long to) {
        if (raster.timeframe() == Timeframe.D1) {
            return days(from, to);
        }
        return step > DAY ? all(from, to) : sessions(from, to);
    }

    private Stretch all(long from, long to) {
        long first = raster.ceiling(from);
        return first >= to ? NONE : new Stretch((to - 1 - first) / step + 1, first, raster.floor(to - 1));
    }

    private Stretch days(long from, long to) {
        long count = 0;
        long first = 0;
        long last = 0;
        for (long open = raster.ceiling(from); open < to; open += DAY) {
            if (isTradingDate(Math.floorDiv(open, DAY) + (nextDate ? 1 : 0))) {
                first = count++ == 0 ? open : first;
                last = open;
            }
        }
        return new Stretch(count, first, last);
    }

    private boolean isTradingDate(long date) {
        return !holidays.contains(date)
                && length(weekday(date)) > 0
                && 2 * length(weekday(date))
                        >= week.stream().mapToLong(ExpectedBars::length).max().orElse(0);
    }

    private long length(int weekday) {
        return length(week.get(weekday));
    }

    private static long length(List<Part> parts) {
        return parts.stream().mapToLong(part -> part.to() - part.from()).sum();
    }

    /** The expected bars of sessions, computed piece by piece between changes of the market's clock. */
    private Stretch sessions(long from, long to) {
        Stretch found = NONE;
        for (long at = from; at < to; ) {
            long ahead = clock.at(at) - at;
            long end = Math.min(to, clock.nextChange());
            found = found.and(onOneClock(at, end, ahead));
            at = end;
        }
        return found;
    }

    private Stretch onOneClock(long from, long to, long ahead) {
        long begin = from + ahead;
        long end = to + ahead;
        long past = Math.floorMod(raster.offsetAt(from) + ahead, step);
        int[][] before = openBefore.computeIfAbsent(past, this::openBefore);
        long count = 0;
        long first = 0;
        long last = 0;
        for (long day = Math.floorDiv(begin, DAY); day * DAY < end; day++) {
            int[] open = before[weekday(day)];
            int low = slots(begin - day * DAY, past, open.length - 1);
            int high = slots(end - day * DAY, past, open.length - 1);
            if (high > low && open[high] > open[low] && !holidays.contains(day)) {
                first = count == 0 ? day * DAY + past + step * firstOpen(open, low) - ahead : first;
                last = day * DAY + past + step * lastOpen(open, high) - ahead;
                count += open[high] - open[low];
            }
        }
        return count == 0 ? NONE : new Stretch(count, first, last);
    }

    /** How many bars of a day open before that time of day. */
    private int slots(long millisOfDay, long past, int all) {
        return (int) Math.max(0, Math.min(all, Math.floorDiv(millisOfDay - past + step - 1, step)));
    }

    private static int firstOpen(int[] open, int low) {
        int slot = low;
        while (open[slot + 1] == open[low]) {
            slot++;
        }
        return slot;
    }

    private static int lastOpen(int[] open, int high) {
        int slot = high - 1;
        while (open[slot] == open[high]) {
            slot--;
        }
        return slot;
    }

    /**
     * For each weekday and each bar of the day, how many expected bars come before it; {@code past} is how long after
     * midnight the first one opens.
     */
    private int[][] openBefore(long past) {
        int slots = (int) ((DAY - 1 - past) / step) + 1;
        int[][] before = new int[WEEK][slots + 1];
        for (int weekday = 0; weekday < WEEK; weekday++) {
            for (int slot = 0; slot < slots; slot++) {
                long begin = past + slot * step;
                boolean open = week.get(weekday).stream().anyMatch(part -> part.overlaps(begin, begin + step));
                before[weekday][slot + 1] = before[weekday][slot] + (open ? 1 : 0);
            }
        }
        return before;
    }

    /** 0 is a Monday. */
    static int weekday(long day) {
        return (int) Math.floorMod(day + THURSDAY, (long) WEEK);
    }
}
