package dev.quarry.sweep.fast;

import dev.quarry.engine.EntryFill;
import dev.quarry.engine.StopFill;
import dev.quarry.engine.StrategyParameters.Stop;
import dev.quarry.engine.TrailFrom;
import dev.quarry.series.Bars;
import dev.quarry.strategy.OpenPosition;
import dev.quarry.strategy.Side;

/**
 * A position that is followed bar by bar with all that may close it: what {@link ExitScan} leaves out of its quick loops. The
 * readable version is {@code dev.quarry.engine.ExitRules}.
 */
final class HeldPosition {

    private final Bars bars;
    private final ExitRule rule;
    private final ExitSide side;
    private final boolean isShort;
    private final int signalBar;
    private final double entryPrice;
    private final double profit;
    private int exitBar;
    private double exitPrice;
    private double worst;
    private double lowestClose;
    private double highestClose;
    private boolean gapAware;

    HeldPosition(Bars bars, ExitRule rule, ExitSide side, int signalBar, double entryPrice) {
        this.bars = bars;
        this.rule = rule;
        this.side = side;
        this.isShort = side.isShort();
        this.signalBar = signalBar;
        this.entryPrice = entryPrice;
        this.profit = entryPrice * (1 + (isShort ? -1 : 1) * (rule.takeProfitPercent() / 100));
        this.worst = isShort ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        boolean seesEntry = rule.entryFill() == EntryFill.CLOSE;
        this.lowestClose = seesEntry ? bars.close()[signalBar] : Double.POSITIVE_INFINITY;
        this.highestClose = seesEntry ? bars.close()[signalBar] : Double.NEGATIVE_INFINITY;
    }

    int exitBar() {
        return exitBar;
    }

    /** Before slippage. */
    double exitPrice() {
        return exitPrice;
    }

    /** Writes exit price before slippage, worst price and gains, as {@link ExitTable} has them. */
    void writeTo(double[] facts, int at) {
        facts[at + ExitTable.EXIT_PRICE] = exitPrice;
        facts[at + ExitTable.WORST_PRICE] = worst;
        facts[at + ExitTable.BEST_GAIN] = isShort ? entryPrice - lowestClose : highestClose - entryPrice;
        facts[at + ExitTable.WORST_GAIN] = isShort ? entryPrice - highestClose : lowestClose - entryPrice;
    }

    /**
     * Finds the exit.
     *
     * @param initialStop NaN without a stop
     * @param liquidation NaN where there is none, or where it fills by another rule than gap-aware stops
     */
    void follow(double initialStop, double liquidation) {
        Stop stop = rule.stop();
        gapAware = stop.fill() == StopFill.GAP_AWARE || !Double.isNaN(liquidation);
        boolean trails = stop.enabled() && stop.trailing();
        double trail = 1 + (isShort ? 1 : -1) * (stop.trailPercent() / 100);
        double stopPrice = initialStop;
        double bestClose = entryPrice;
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        for (int bar = signalBar + 1; bar < bars.size(); bar++) {
            double close = bars.close()[bar];
            highest = Math.max(highest, bars.high()[bar]);
            lowest = Math.min(lowest, bars.low()[bar]);
            double stopBefore = stopPrice;
            boolean best = isShort ? close < bestClose : close > bestClose;
            double stopAfter = trails && best ? close * trail : stopPrice;
            bestClose = best ? close : bestClose;
            stopPrice = stop.trailFrom() == TrailFrom.BAR ? stopAfter : stopBefore;
            if (isAgainst(bar, stopBefore, stopPrice, liquidation)
                    || isInFavour(bar)
                    || isAtClose(bar, highest, lowest)) {
                return;
            }
            double adverse = isShort ? bars.high()[bar] : bars.low()[bar];
            worst = isShort ? Math.max(worst, adverse) : Math.min(worst, adverse);
            lowestClose = Math.min(lowestClose, close);
            highestClose = Math.max(highestClose, close);
            stopPrice = stopAfter;
        }
        int last = bars.size() - 1;
        leave(last, bars.close()[last]);
    }

    private boolean isAgainst(int bar, double stopBefore, double stopPrice, double liquidation) {
        double adverse = isShort ? bars.high()[bar] : bars.low()[bar];
        double open = bars.open()[bar];
        boolean stopped = isReachedAgainst(adverse, stopPrice);
        boolean liquidated = isReachedAgainst(adverse, liquidation);
        if (!stopped && !liquidated) {
            return false;
        }
        if (gapAware
                && (stopped && isReachedAgainst(open, stopBefore)
                        || liquidated && isReachedAgainst(open, liquidation))) {
            return leave(bar, open);
        }
        boolean stopIsFirst = stopped && (!liquidated || isReachedAgainst(liquidation, stopPrice));
        return leave(bar, stopIsFirst ? stopPrice : liquidation);
    }

    private boolean isInFavour(int bar) {
        double favourable = isShort ? bars.low()[bar] : bars.high()[bar];
        double target = side.target() == null ? Double.NaN : side.target()[bar - 1];
        boolean takesProfit = isReachedInFavour(favourable, profit);
        boolean reachesTarget = isReachedInFavour(favourable, target);
        if (!takesProfit && !reachesTarget) {
            return false;
        }
        double level = reachesTarget && !(takesProfit && isReachedInFavour(target, profit)) ? target : profit;
        double open = bars.open()[bar];
        return leave(bar, gapAware && isReachedInFavour(open, level) ? open : level);
    }

    private boolean isAtClose(int bar, double highest, double lowest) {
        int age = bar - signalBar;
        boolean leaves = age >= rule.maxBars()
                || (side.possible()[bar >>> 6] >>> bar & 1) != 0
                        && (side.exact() == null
                                || side.exact()
                                        .holds(
                                                bar,
                                                new OpenPosition(
                                                        isShort ? Side.SHORT : Side.LONG,
                                                        entryPrice,
                                                        age,
                                                        highest,
                                                        lowest)));
        return leaves && leave(bar, bars.close()[bar]);
    }

    private boolean leave(int bar, double price) {
        exitBar = bar;
        exitPrice = price;
        return true;
    }

    private boolean isReachedAgainst(double price, double level) {
        return isShort ? price >= level : price <= level;
    }

    private boolean isReachedInFavour(double price, double level) {
        return isShort ? price <= level : price >= level;
    }
}
