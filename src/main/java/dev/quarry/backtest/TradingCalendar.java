package dev.quarry.backtest;

/**
 * How often a market trades, told from its bars: no list of holidays is kept, and none is asked for. A weekday on which it
 * trades in less than half of the weeks is closed; a hole of more than two weeks is missing data and tells nothing.
 */
final class TradingCalendar {

    private static final long DAY_MILLIS = 24 * 3_600_000L;
    private static final int WEEK = 7;
    private static final int SATURDAY = 2;
    private static final int SUNDAY = 3;

    /** The mean year of the Gregorian calendar; a market without a day off has 365 as the reference's does. */
    private static final double DAYS_OF_YEAR = 365.25;

    private static final int YEAR_WITHOUT_REST = 365;

    private static final int LONGEST_CLOSURE_DAYS = 14;

    /** Below this share of the days on which it is open, a market is thinly traded rather than some of its days missing. */
    private static final double COMPLETE = 0.9;

    private final int[] traded = new int[WEEK];
    private final int[] passed = new int[WEEK];
    private int days;

    private TradingCalendar(Bars bars) {
        long before = Long.MIN_VALUE;
        // The middle of a bar: days that begin on the evening before, or some hours late, are the day they mean.
        long middle = bars.timeframe().millis() / 2;
        for (long open : bars.openTime()) {
            long day = Math.floorDiv(open + middle, DAY_MILLIS);
            if (day != before) {
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
        }
    }

    /**
     * How many of {@link DailyReturns} a year has: 365 where the market trades every day even if some days are missing, 261
     * for one of weekdays, less its holidays where the series is long enough to tell them (a year), and as many as there are
     * where it trades on some days only. Bars longer than a day give one each.
     */
    static double returnsPerYear(Bars bars) {
        if (bars.timeframe().millis() > DAY_MILLIS) {
            return bars.timeframe().barsPerYear();
        }
        return new TradingCalendar(bars).returnsPerYear();
    }

    private double returnsPerYear() {
        int open = 0;
        int openDays = 0;
        int tradedDays = 0;
        for (int weekday = 0; weekday < WEEK; weekday++) {
            if (!closed(weekday)) {
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

    /** A weekday that came once only tells nothing, unless all there is of a week's end was without a trade. */
    private boolean closed(int weekday) {
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
