package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Side;

/**
 * What a perpetual contract charges for holding a position: a constant rate at 00:00, 08:00 and 16:00 UTC, or the rates that
 * belong to the bars, at the times that these were charged.
 */
final class Funding {

    private static final long INTERVAL_MILLIS = 8 * 3_600_000L;

    private Funding() {}

    /**
     * What a position has paid at the close of {@code bar}; negative when it has received. A payment falls due at each
     * funding time after the close of the entry bar, up to and including the close of {@code bar}.
     *
     * @param rate what each payment is where the bars have no rates of their own
     */
    static double paid(Bars bars, Side side, int entryBar, int bar, double notionalEntry, double rate) {
        double[] sums = bars.funding();
        if (sums != null) {
            return side == Side.LONG
                    ? (sums[bar] - sums[entryBar]) * notionalEntry
                    : -((sums[bar] - sums[entryBar]) * notionalEntry);
        }
        if (rate == 0) {
            return 0;
        }
        long payments = intervals(bars, bar) - intervals(bars, entryBar);
        double paidByLongs = payments * (notionalEntry * rate);
        return side == Side.LONG ? paidByLongs : -paidByLongs;
    }

    private static long intervals(Bars bars, int bar) {
        return Math.floorDiv(bars.openTime()[bar] + bars.timeframe().millis(), INTERVAL_MILLIS);
    }
}
