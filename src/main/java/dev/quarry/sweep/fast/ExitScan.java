package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StopFill;
import dev.quarry.engine.StopMode;
import dev.quarry.engine.StrategyParameters.Stop;
import dev.quarry.engine.TrailFrom;
import dev.quarry.series.Bars;

/**
 * Finds the exit of one position under one exit rule by looking at the bars after its entry. The readable version is
 * {@code dev.quarry.engine.ExitRules} with the stop of {@code PositionSizing}; FastSweepTest holds them equal.
 */
final class ExitScan {

    /** Assumed distance of the stop, as a fraction of the entry price, where no stop could be made. */
    private static final double DISTANCE_WITHOUT_STOP = 0.01;

    private final Candidates candidates;
    private final double[] open;
    private final double[] high;
    private final double[] low;
    private final double[] close;
    private final long[] shortExit;
    private final long[] longExit;
    private final double[] atr;
    private final Stop stop;
    private final int maxBars;
    private final double slippagePercent;
    private double price;

    ExitScan(IndicatorCache indicators, Candidates candidates, ExitRule rule, ExitBits exits) {
        this.candidates = candidates;
        Bars bars = indicators.bars();
        this.open = bars.open();
        this.high = bars.high();
        this.low = bars.low();
        this.close = bars.close();
        this.stop = rule.stop();
        this.maxBars = rule.maxBars();
        this.slippagePercent = rule.slippagePercent();
        this.shortExit = exits.of(rule.shortExit());
        this.longExit = exits.of(rule.longExit());
        this.atr = rule.atr() == null ? null : rule.atr().on(indicators);
    }

    /** Writes what becomes of a position that is entered on that candidate, and returns its exit bar. */
    int fill(ExitTable table, int candidate, boolean isShort) {
        int entryBar = candidates.bar[candidate];
        double entryPrice = filled(close[entryBar], !isShort);
        double stopPrice = stop.enabled() ? initialStop(entryPrice, entryBar, isShort) : Double.NaN;
        double[] facts = table.facts;
        int at = ExitTable.FACTS * candidate;
        facts[at + ExitTable.ENTRY_PRICE] = entryPrice;
        facts[at + ExitTable.RISK_PER_UNIT] = riskPerUnit(entryPrice, stopPrice);
        int exitBar = isShort
                ? leaveShort(facts, at, entryBar, entryPrice, stopPrice)
                : leaveLong(facts, at, entryBar, entryPrice, stopPrice);
        facts[at + ExitTable.EXIT_PRICE] = filled(facts[at + ExitTable.EXIT_PRICE], isShort);
        int number = ExitTable.NUMBERS * candidate;
        table.numbers[number + ExitTable.NEXT] = candidates.from[exitBar + 1];
        table.numbers[number + ExitTable.DAY] = candidates.dayOfBar[exitBar];
        table.numbers[number + ExitTable.HELD] = exitBar - entryBar;
        table.release(candidate, exitBar);
        return exitBar;
    }

    /** The first bar after {@code bar} that reaches a liquidation price; the caller knows that there is one. */
    int liquidationBar(int bar, double price, boolean isShort) {
        int at = bar + 1;
        while (isShort ? !(high[at] >= price) : !(low[at] <= price)) {
            at++;
        }
        return at;
    }

    /** Whether a position is liquidated by the rule of gap-aware stops, which may be on its exit bar too. */
    boolean liquidates(double worst, int exitBar, double liquidation, boolean isShort) {
        return isShort
                ? worst >= liquidation || high[exitBar] >= liquidation
                : worst <= liquidation || low[exitBar] <= liquidation;
    }

    /** The exit bar of a position with a liquidation price that fills by the rule of gap-aware stops. */
    int leave(int entryBar, double entryPrice, double liquidation, boolean isShort) {
        boolean stops = stop.enabled();
        boolean trails = stops && stop.trailing();
        double stopPrice = stops ? initialStop(entryPrice, entryBar, isShort) : Double.NaN;
        double bestClose = entryPrice;
        double trail = 1 + (isShort ? 1 : -1) * (stop.trailPercent() / 100);
        for (int bar = entryBar + 1; bar < close.length; bar++) {
            double stopBefore = stopPrice;
            boolean best = isShort ? close[bar] < bestClose : close[bar] > bestClose;
            double stopAfter = trails && best ? close[bar] * trail : stopPrice;
            bestClose = best ? close[bar] : bestClose;
            stopPrice = stop.trailFrom() == TrailFrom.BAR ? stopAfter : stopBefore;
            double adverse = isShort ? high[bar] : low[bar];
            boolean stopped = reached(adverse, stopPrice, isShort);
            boolean liquidated = reached(adverse, liquidation, isShort);
            if (stopped && reached(open[bar], stopBefore, isShort)
                    || liquidated && reached(open[bar], liquidation, isShort)) {
                return left(bar, open[bar]);
            }
            if (stopped && (!liquidated || reached(liquidation, stopPrice, isShort))) {
                return left(bar, stopPrice);
            }
            if (liquidated) {
                return left(bar, liquidation);
            }
            if (bar - entryBar >= maxBars || isSet(isShort ? shortExit : longExit, bar)) {
                return left(bar, close[bar]);
            }
            stopPrice = stopAfter;
        }
        return left(close.length - 1, close[close.length - 1]);
    }

    /** The price of the exit that {@link #leave} found last, before slippage. */
    double price() {
        return price;
    }

    private int left(int bar, double at) {
        price = at;
        return bar;
    }

    private static boolean isSet(long[] bits, int bar) {
        return (bits[bar >>> 6] >>> bar & 1) != 0;
    }

    private static boolean reached(double price, double level, boolean isShort) {
        return isShort ? price >= level : price <= level;
    }

    /** The price of a fill with slippage; buying pays more. */
    double filled(double price, boolean buys) {
        return buys ? price * (1 + slippagePercent / 100) : price * (1 - slippagePercent / 100);
    }

    private double initialStop(double entryPrice, int bar, boolean isShort) {
        int away = isShort ? 1 : -1;
        return stop.mode() == StopMode.FIXED_PERCENT
                ? entryPrice * (1 + away * (stop.percent().getAsDouble() / 100))
                : entryPrice + away * (stop.atrMultiple().getAsDouble() * atr[bar]);
    }

    private double riskPerUnit(double entryPrice, double stopPrice) {
        if (!stop.enabled()) {
            return Double.NaN;
        }
        return Double.isNaN(stopPrice) ? entryPrice * DISTANCE_WITHOUT_STOP : Math.abs(stopPrice - entryPrice);
    }

    /** Writes exit price before slippage and worst price, and returns the exit bar. */
    private int leaveShort(double[] facts, int at, int entryBar, double entryPrice, double initialStop) {
        boolean stops = stop.enabled();
        boolean trailsAtOnce = stops && stop.trailing() && stop.trailFrom() == TrailFrom.BAR;
        boolean trailsLater = stops && stop.trailing() && !trailsAtOnce;
        double stopPrice = stops ? initialStop : Double.NaN;
        double bestClose = entryPrice;
        double worst = Double.NEGATIVE_INFINITY;
        double lowest = close[entryBar];
        double highest = lowest;
        double trail = 1 + stop.trailPercent() / 100;
        for (int bar = entryBar + 1; bar < close.length; bar++) {
            double price = close[bar];
            double stopBefore = stopPrice;
            if (trailsAtOnce && price < bestClose) {
                bestClose = price;
                stopPrice = price * trail;
            }
            if (high[bar] >= stopPrice) {
                boolean gap = stop.fill() == StopFill.GAP_AWARE && open[bar] >= stopBefore;
                return left(
                        facts, at, bar, gap ? open[bar] : stopPrice, worst, entryPrice - lowest, entryPrice - highest);
            }
            if (bar - entryBar >= maxBars || isSet(shortExit, bar)) {
                return left(facts, at, bar, price, worst, entryPrice - lowest, entryPrice - highest);
            }
            if (high[bar] > worst) {
                worst = high[bar];
            }
            if (price < lowest) {
                lowest = price;
            } else if (price > highest) {
                highest = price;
            }
            if (trailsLater && price < bestClose) {
                bestClose = price;
                stopPrice = price * trail;
            }
        }
        return left(
                facts, at, close.length - 1, close[close.length - 1], worst, entryPrice - lowest, entryPrice - highest);
    }

    private int leaveLong(double[] facts, int at, int entryBar, double entryPrice, double initialStop) {
        boolean stops = stop.enabled();
        boolean trailsAtOnce = stops && stop.trailing() && stop.trailFrom() == TrailFrom.BAR;
        boolean trailsLater = stops && stop.trailing() && !trailsAtOnce;
        double stopPrice = stops ? initialStop : Double.NaN;
        double bestClose = entryPrice;
        double worst = Double.POSITIVE_INFINITY;
        double lowest = close[entryBar];
        double highest = lowest;
        double trail = 1 - stop.trailPercent() / 100;
        for (int bar = entryBar + 1; bar < close.length; bar++) {
            double price = close[bar];
            double stopBefore = stopPrice;
            if (trailsAtOnce && price > bestClose) {
                bestClose = price;
                stopPrice = price * trail;
            }
            if (low[bar] <= stopPrice) {
                boolean gap = stop.fill() == StopFill.GAP_AWARE && open[bar] <= stopBefore;
                return left(
                        facts, at, bar, gap ? open[bar] : stopPrice, worst, highest - entryPrice, lowest - entryPrice);
            }
            if (bar - entryBar >= maxBars || isSet(longExit, bar)) {
                return left(facts, at, bar, price, worst, highest - entryPrice, lowest - entryPrice);
            }
            if (low[bar] < worst) {
                worst = low[bar];
            }
            if (price < lowest) {
                lowest = price;
            } else if (price > highest) {
                highest = price;
            }
            if (trailsLater && price > bestClose) {
                bestClose = price;
                stopPrice = price * trail;
            }
        }
        return left(
                facts, at, close.length - 1, close[close.length - 1], worst, highest - entryPrice, lowest - entryPrice);
    }

    private static int left(
            double[] facts, int at, int bar, double price, double worst, double bestGain, double worstGain) {
        facts[at + ExitTable.EXIT_PRICE] = price;
        facts[at + ExitTable.WORST_PRICE] = worst;
        facts[at + ExitTable.BEST_GAIN] = bestGain;
        facts[at + ExitTable.WORST_GAIN] = worstGain;
        return bar;
    }
}
