package dev.quarry.series;

import dev.quarry.engine.DailyReturns;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How often a market trades, derived from its bars: no list of holidays is kept or needed. A weekday on which it trades
 * in less than half of the weeks is closed; a gap of more than two weeks is missing data and says nothing.
 */
public final class TradingCalendar {

    private static final long DAY_MILLIS = 24 * 3_600_000L;
    private static final int WEEK = 7;
    private static final int SATURDAY = 2;
    private static final int SUNDAY = 3;

    /** The mean year of the Gregorian calendar; a market without a day off has 365 as the reference's does. */
    private static final double DAYS_OF_YEAR = 365.25;

    private static final int YEAR_WITHOUT_REST = 365;

    private static final int LONGEST_CLOSURE_DAYS = 14;

    /**
     * Below this share of the days on which it is open, a market is thinly traded, rather than some of its days being
     * missing.
     */
    private static final double COMPLETE = 0.9;

    private final int[] traded = new int[WEEK];
    private final int[] passed = new int[WEEK];
    private int days;
    private long before = Long.MIN_VALUE;

    private TradingCalendar() {}

    /**
     * The calendar of a market that traded on these days, counted from the epoch, in ascending order; repetitions count
     * once.
     */
    public static TradingCalendar of(LongStream days) {
        TradingCalendar calendar = new TradingCalendar();
        days.forEach(calendar::traded);
        return calendar;
    }

    private void traded(long day) {
        if (day == before) {
            return;
        }
        if (before != Long.MIN_VALUE && day - before <= LONGEST_CLOSURE_DAYS) {
            for (long closed = before + 1; closed < day; closed++) {
                passed[weekday(closed)]++;
                days++;
            }
        }
        traded[weekday(day)]++;
        passed[weekday(day)]++;
        days++;
        before = day;
    }

    /**
     * How many of {@link DailyReturns} a year has: 365 where the market trades every day even if some days are missing,
     * 261 for one of weekdays, less its holidays where the series is long enough to tell them (a year), and as many as
     * there are where it trades on some days only. Bars longer than a day give one each.
     */
    public static double returnsPerYear(Bars bars) {
        if (bars.timeframe().millis() > DAY_MILLIS) {
            return bars.timeframe().barsPerYear();
        }
        // The middle of a bar: days that begin on the evening before, or some hours late, are the day they mean.
        long middle = bars.timeframe().millis() / 2;
        return of(LongStream.of(bars.openTime()).map(open -> Math.floorDiv(open + middle, DAY_MILLIS)))
                .returnsPerYear();
    }

    private double returnsPerYear() {
        int open = 0;
        int openDays = 0;
        int tradedDays = 0;
        for (int weekday = 0; weekday < WEEK; weekday++) {
            if (!isClosed(weekday)) {
                open++;
                openDays += passed[weekday];
                tradedDays += traded[weekday];
            }
        }
        double year = open == WEEK ? YEAR_WITHOUT_REST : DAYS_OF_YEAR * open / WEEK;
        double share = openDays == 0 ? 1 : (double) tradedDays / openDays;
        boolean shareCounts = share < COMPLETE || open < WEEK && days >= YEAR_WITHOUT_REST;
        return Math.rint(shareCounts ? year * share : year);
    }

    /** Whether the market rests on the weekday of that day, counted from the epoch. */
    public boolean isClosedOn(long day) {
        return isClosed(weekday(day));
    }

    /** A market that would be closed on every weekday is thinly traded on all of them. */
    private boolean isClosed(int weekday) {
        return rests(weekday) && !IntStream.range(0, WEEK).allMatch(this::rests);
    }

    /**
     * Whether the market rests on a weekday. One that occurred only once says nothing, unless all days of a weekend
     * were without a trade.
     */
    private boolean rests(int weekday) {
        if (passed[weekday] > 1) {
            return 2 * traded[weekday] < passed[weekday];
        }
        boolean weekend = weekday == SATURDAY || weekday == SUNDAY;
        return weekend && passed[SATURDAY] > 0 && passed[SUNDAY] > 0 && traded[SATURDAY] + traded[SUNDAY] == 0;
    }

    /** 0 is a Thursday, as 1970-01-01 was. */
    private static int weekday(long day) {
        return (int) Math.floorMod(day, (long) WEEK);
    }
}
