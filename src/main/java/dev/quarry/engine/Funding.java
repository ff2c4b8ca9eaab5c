package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Side;

/**
 * What a perpetual contract charges for holding a position: a constant rate at 00:00, 08:00 and 16:00 UTC, or the rates that
 * belong to the bars, at the times that these were charged.
 */
final class Funding {

    private static final long INTERVAL_MILLIS = 8 * 3_600_000L;

    private final Bars bars;
    private final double rate;
    private final boolean fromOpen;

    /** By the constant rate of the parameters where the bars have no rates of their own. */
    Funding(Bars bars, StrategyParameters parameters) {
        this.bars = bars;
        this.rate = parameters.account().fundingRate();
        this.fromOpen = parameters.entryFill() == EntryFill.NEXT_OPEN;
    }

    /**
     * What a position has paid at the close of {@code bar}; negative when it has received. A payment falls due at each
     * funding time after the entry, which is at the close of the entry bar or at its open, up to and including the close of
     * {@code bar}. With rates of their own, what fell due while no bar was there before that open counts too.
     */
    double paid(Side side, int entryBar, int bar, double notionalEntry) {
        double[] sums = bars.funding();
        if (sums != null) {
            double before = !fromOpen ? sums[entryBar] : entryBar == 0 ? 0 : sums[entryBar - 1];
            double paidByLongs = (sums[bar] - before) * notionalEntry;
            return side == Side.LONG ? paidByLongs : -paidByLongs;
        }
        if (rate == 0) {
            return 0;
        }
        long payments = intervals(bar) - (fromOpen ? intervalsAtOpen(entryBar) : intervals(entryBar));
        double paidByLongs = payments * (notionalEntry * rate);
        return side == Side.LONG ? paidByLongs : -paidByLongs;
    }

    private long intervals(int bar) {
        return Math.floorDiv(bars.openTime()[bar] + bars.timeframe().millis(), INTERVAL_MILLIS);
    }

    private long intervalsAtOpen(int bar) {
        return Math.floorDiv(bars.openTime()[bar], INTERVAL_MILLIS);
    }
}
