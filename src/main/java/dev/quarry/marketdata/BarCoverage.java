package dev.quarry.marketdata;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.util.Arrays;

/**
 * How much of each bar that was made of shorter ones is covered by those.
 *
 * <p>A bar is complete when all its short bars exist, or as many as usual, because many markets have sessions and
 * weekends, or intervals without a trade. What is usual is derived from its neighbours: the bars within ten days (or
 * ten of its lengths) before and after it that open at the same time of day. Of fewer than eight, more than half must
 * have the same number from the same first to the same last one; of eight and more, the bar must not be an outlier
 * below them: not under the first quartile less one and a half interquartile ranges (Tukey, Exploratory Data Analysis,
 * 1977), as long as that range is at most half the median. Where there are too few neighbours, a bar is complete only
 * with all its short bars.
 *
 * @param covered the share of each bar's time that has short bars, a fraction
 * @param complete whether it is complete
 */
public record BarCoverage(double[] covered, boolean[] complete) {

    private static final int NEIGHBOURS = 10;
    private static final int FEWEST = 3;
    private static final int SAMPLE = 8;
    private static final double FENCE = 1.5;
    private static final long DAY = Timeframe.D1.millis();

    /** How far before and after a bar its neighbours are considered, milliseconds. */
    public static long reach(Timeframe timeframe) {
        return NEIGHBOURS * Math.max(DAY, timeframe.millis());
    }

    /**
     * @param openTime opens of the long bars
     * @param count how many short bars each has
     * @param first how long after its open its first short bar opens, milliseconds
     * @param last the same for its last one
     */
    static BarCoverage of(
            Timeframe from, Timeframe timeframe, long[] openTime, int[] count, long[] first, long[] last) {
        int all = (int) (timeframe.millis() / from.millis());
        int n = openTime.length;
        double[] covered = new double[n];
        boolean[] complete = new boolean[n];
        int low = 0;
        int[] near = new int[n];
        for (int i = 0; i < n; i++) {
            covered[i] = Math.min(1, (double) count[i] / all);
            while (openTime[low] < openTime[i] - reach(timeframe)) {
                low++;
            }
            complete[i] = count[i] >= all
                    || isTypical(i, neighbours(timeframe, openTime, low, i, near), near, count, first, last);
        }
        return new BarCoverage(covered, complete);
    }

    private static int neighbours(Timeframe timeframe, long[] openTime, int low, int bar, int[] near) {
        int found = 0;
        for (int j = low; j < openTime.length && openTime[j] <= openTime[bar] + reach(timeframe); j++) {
            if (timeframe.millis() >= DAY || (openTime[j] - openTime[bar]) % DAY == 0) {
                near[found++] = j;
            }
        }
        return found;
    }

    private static boolean isTypical(int bar, int n, int[] near, int[] count, long[] first, long[] last) {
        if (n < FEWEST) {
            return false;
        }
        if (n >= SAMPLE) {
            int[] sorted = Arrays.stream(near, 0, n).map(j -> count[j]).sorted().toArray();
            double lower = quantile(sorted, 0.25);
            double range = quantile(sorted, 0.75) - lower;
            if (range <= quantile(sorted, 0.5) / 2) {
                return count[bar] >= lower - FENCE * range;
            }
        }
        for (int k = 0; k < n; k++) {
            int typical = near[k];
            long same = Arrays.stream(near, 0, n)
                    .filter(j -> count[j] == count[typical] && first[j] == first[typical] && last[j] == last[typical])
                    .count();
            if (2 * same > n) {
                return count[bar] >= count[typical] && first[bar] <= first[typical] && last[bar] >= last[typical];
            }
        }
        return false;
    }

    private static double quantile(int[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The coverage of the bars from index {@code from} (inclusive) to index {@code to} (exclusive). */
    public BarCoverage slice(int from, int to) {
        return new BarCoverage(Arrays.copyOfRange(covered, from, to), Arrays.copyOfRange(complete, from, to));
    }

    /** How many of the bars are not complete. */
    public int incomplete() {
        int incomplete = 0;
        for (boolean whole : complete) {
            incomplete += whole ? 0 : 1;
        }
        return incomplete;
    }

    /** The complete ones of the bars to which this coverage belongs. */
    public Bars completeOf(Bars bars) {
        int n = bars.size() - incomplete();
        long[] time = new long[n];
        double[][] from = {bars.open(), bars.high(), bars.low(), bars.close(), bars.volume()};
        double[][] to = new double[from.length][n];
        int size = 0;
        for (int i = 0; i < bars.size(); i++) {
            if (complete[i]) {
                time[size] = bars.openTime()[i];
                for (int c = 0; c < from.length; c++) {
                    to[c][size] = from[c][i];
                }
                size++;
            }
        }
        return new Bars(bars.timeframe(), time, to[0], to[1], to[2], to[3], to[4]);
    }
}
