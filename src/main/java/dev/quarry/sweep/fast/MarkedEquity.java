package dev.quarry.sweep.fast;

import dev.quarry.series.Bars;

/**
 * The greatest fall of the equity at each bar's close during one walk, an open position valued at that close, and is used
 * again for the next walk. The readable version is {@code dev.quarry.engine.StatisticsOfTrades}, which looks at every bar
 * of every trade. Most trades neither reach a new peak nor fall deeper than before, which their best and their worst close
 * tell; and since rounding keeps order, these two give the same bits where they are enough. Where equity rose to a new
 * peak within a trade and fell far, a few trades of a walk, each bar is looked at here too. FastSweepTest holds them equal.
 */
final class MarkedEquity {

    private static final long FUNDING_MILLIS = 8 * 3_600_000L;

    /** More than the rounding of a fall, as a fraction of the peak: what is as near to the floor is not taken as above it. */
    private static final double ROUNDING = 1e-12;

    private final Bars bars;
    private final double[] close;
    private final double[] sums;
    private double fundingRate;
    /** Whether positions are held from the open of their entry bar on, not from its close. */
    private boolean fromOpen;

    private double peak;
    /** Equity from here up to the peak makes no deeper fall. */
    private double floor;

    private double deepest;

    MarkedEquity(Bars bars) {
        this.bars = bars;
        this.close = bars.close();
        this.sums = bars.funding();
    }

    /** Forgets the walk before and starts with that cash. */
    void start(double cash, double rateOfFunding, boolean heldFromOpen) {
        peak = cash;
        deepest = 0;
        floor = floor(cash);
        fundingRate = rateOfFunding;
        fromOpen = heldFromOpen;
    }

    /** Whether a trade between these two, after whose exit equity is that, changes nothing. */
    boolean unchanged(double best, double worst, double after) {
        return worst >= floor && after >= floor && best <= peak && after <= peak;
    }

    /**
     * Takes a trade by what equity was at best and at worst at its closes before the exit.
     *
     * @return whether these two are enough; if not, nothing is changed
     */
    boolean take(double best, double worst, double after) {
        if (!(best <= peak)) {
            if (!(worst >= Math.max(0, floor(best)))) {
                return false;
            }
            // The falls from the peak before, and within the trade, are not as deep as one that is known.
            add(best);
            add(after);
        } else {
            add(Math.min(worst, after));
            add(after);
        }
        return true;
    }

    /** Takes a trade bar by bar. */
    void look(
            boolean isShort,
            int entryBar,
            int exitBar,
            double entryPrice,
            double size,
            double notional,
            double entryCommission,
            double before,
            double after) {
        for (int bar = entryBar; bar < exitBar; bar++) {
            double gain = isShort ? entryPrice - close[bar] : close[bar] - entryPrice;
            double equity = before + gain * size - entryCommission;
            if (isFunded()) {
                equity -= funding(isShort, entryBar, bar, notional);
            }
            add(equity);
        }
        add(after);
    }

    /** Whether holding a position costs or brings something. */
    boolean isFunded() {
        return fundingRate != 0 || sums != null;
    }

    /** Whether what a position has paid may be more on the way than at its end: rates of their own change their sign. */
    boolean isUneven() {
        return sums != null;
    }

    /** What a position has paid at the close of {@code bar}; negative when it has received. */
    double funding(boolean isShort, int entryBar, int bar, double notional) {
        if (sums != null) {
            double before = !fromOpen ? sums[entryBar] : entryBar == 0 ? 0 : sums[entryBar - 1];
            double paid = (sums[bar] - before) * notional;
            return isShort ? -paid : paid;
        }
        long payments = intervals(bar) - (fromOpen ? intervalsAtOpen(entryBar) : intervals(entryBar));
        double paidByLongs = payments * (notional * fundingRate);
        return isShort ? -paidByLongs : paidByLongs;
    }

    double deepestPercent() {
        return deepest;
    }

    private double floor(double top) {
        return top * (1 - deepest / 100 + ROUNDING);
    }

    private void add(double equity) {
        if (equity >= floor && equity <= peak) {
            return;
        }
        peak = Math.max(peak, equity);
        deepest = Math.max(deepest, (peak - equity) / peak * 100);
        floor = floor(peak);
    }

    private long intervalsAtOpen(int bar) {
        return Math.floorDiv(bars.openTime()[bar], FUNDING_MILLIS);
    }

    private long intervals(int bar) {
        return Math.floorDiv(bars.openTime()[bar] + bars.timeframe().millis(), FUNDING_MILLIS);
    }
}
