package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.series.TradingCalendar;
import java.util.Arrays;

/**
 * The returns of an equity curve by UTC day: the equity at the close of a day's last bar over that of the day before it,
 * less one. Days without a bar give no return of their own: the next one spans them. Where bars are longer than a day,
 * each bar stands for a day.
 */
public final class DailyReturns {

    private static final long DAY_MILLIS = 24 * 3_600_000L;

    private DailyReturns() {}

    /**
     * The returns of a mark-to-market curve, fractions, oldest first; none without bars. The first day is measured from
     * the cash. Ruin is final: a day that ends with no equity or less counts as −1, every day after it as 0.
     *
     * @param markToMarketCurve equity at the close of each bar
     * @param cash equity before the first bar, positive
     */
    public static double[] of(Bars bars, double[] markToMarketCurve, double cash) {
        int[] ends = dayEnds(bars);
        double[] returns = new double[ends.length];
        double before = cash;
        for (int day = 0; day < ends.length; day++) {
            double equity = Math.max(0, markToMarketCurve[ends[day] - 1]);
            returns[day] = before > 0 ? equity / before - 1 : 0;
            before = before > 0 ? equity : 0;
        }
        return returns;
    }

    /** For each of the days the index behind its last bar, ascending. */
    public static int[] dayEnds(Bars bars) {
        int[] ends = new int[bars.size()];
        int days = 0;
        for (int bar = 0; bar < bars.size(); bar++) {
            if (bar == bars.size() - 1 || day(bars, bar + 1) != day(bars, bar)) {
                ends[days++] = bar + 1;
            }
        }
        return Arrays.copyOf(ends, days);
    }

    /** The days (since the epoch) on which these returns end, oldest first. */
    public static long[] days(Bars bars) {
        return Arrays.stream(dayEnds(bars)).mapToLong(end -> day(bars, end - 1)).toArray();
    }

    /** The returns of holding the asset from the first bar's open on. */
    public static double[] ofHolding(Bars bars) {
        return bars.size() == 0 ? new double[0] : of(bars, bars.close(), bars.open()[0]);
    }

    /**
     * How many of these returns make a year of the market that the bars are of: 365 where it trades every day, 261 where it
     * rests at weekends, less its holidays; fewer where bars are longer than a day. Told from the bars, see docs/engine.md.
     */
    public static double perYear(Bars bars) {
        return TradingCalendar.returnsPerYear(bars);
    }

    /** The day on which a bar closes (days since the epoch). */
    private static long day(Bars bars, int bar) {
        return Math.floorDiv(bars.openTime()[bar] + bars.timeframe().millis() - 1, DAY_MILLIS);
    }
}
