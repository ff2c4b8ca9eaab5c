package dev.quarry.sweep.fast;

import dev.quarry.engine.EntryFill;
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
    private final Bars bars;
    private final ExitRule rule;
    private final ExitSide shortSide;
    private final ExitSide longSide;
    private final boolean plain;
    private final boolean fillsNextOpen;
    private final long[] shortExit;
    private final long[] longExit;
    private final double[] atr;
    private final Stop stop;
    private final int maxBars;
    private final double slippagePercent;
    private final Extremes extremes;

    ExitScan(IndicatorCache indicators, Candidates candidates, ExitRule rule, ExitBits exits, Extremes extremes) {
        this.extremes = extremes;
        this.candidates = candidates;
        this.bars = indicators.bars();
        this.rule = rule;
        this.open = bars.open();
        this.high = bars.high();
        this.low = bars.low();
        this.close = bars.close();
        this.stop = rule.stop();
        this.maxBars = rule.maxBars();
        this.slippagePercent = rule.slippagePercent();
        this.plain = rule.isPlain();
        this.fillsNextOpen = rule.entryFill() == EntryFill.NEXT_OPEN;
        this.shortSide = ExitSide.of(true, rule.shortExit(), rule.shortTarget(), indicators, exits);
        this.longSide = ExitSide.of(false, rule.longExit(), rule.longTarget(), indicators, exits);
        this.shortExit = shortSide.possible();
        this.longExit = longSide.possible();
        this.atr = rule.atr() == null ? null : rule.atr().on(indicators);
    }

    /** Writes what becomes of a position for a signal on that candidate, and returns its exit bar. */
    int fill(ExitTable table, int candidate, boolean isShort) {
        int signalBar = candidates.bar[candidate];
        int entryBar = fillsNextOpen ? signalBar + 1 : signalBar;
        double entryPrice = entryBar == close.length
                ? Double.NaN
                : filled(fillsNextOpen ? open[entryBar] : close[entryBar], !isShort);
        double stopPrice = stop.enabled() ? initialStop(entryPrice, signalBar, isShort) : Double.NaN;
        double[] facts = table.facts;
        int at = ExitTable.FACTS * table.place(candidate);
        facts[at + ExitTable.ENTRY_PRICE] = entryPrice;
        facts[at + ExitTable.RISK_PER_UNIT] = riskPerUnit(entryPrice, stopPrice);
        int exitBar;
        if (!plain) {
            HeldPosition position = followed(signalBar, entryPrice, stopPrice, Double.NaN, isShort);
            exitBar = position.exitBar();
            position.writeTo(facts, at);
        } else if (!stop.enabled()) {
            exitBar = leaveBySignalOrAge(facts, at, signalBar, entryPrice, isShort);
        } else {
            exitBar = isShort
                    ? leaveShort(facts, at, signalBar, entryPrice, stopPrice)
                    : leaveLong(facts, at, signalBar, entryPrice, stopPrice);
        }
        facts[at + ExitTable.EXIT_PRICE] = filled(facts[at + ExitTable.EXIT_PRICE], isShort);
        int number = ExitTable.NUMBERS * table.place(candidate);
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

    /** What becomes of a position that is looked at bar by bar, with a liquidation price that fills like a gap-aware stop. */
    HeldPosition follow(int signalBar, double entryPrice, double liquidation, boolean isShort) {
        double initialStop = stop.enabled() ? initialStop(entryPrice, signalBar, isShort) : Double.NaN;
        return followed(signalBar, entryPrice, initialStop, liquidation, isShort);
    }

    private HeldPosition followed(
            int signalBar, double entryPrice, double initialStop, double liquidation, boolean isShort) {
        HeldPosition position = new HeldPosition(bars, rule, isShort ? shortSide : longSide, signalBar, entryPrice);
        position.follow(initialStop, liquidation);
        return position;
    }

    private int leaveBySignalOrAge(double[] facts, int at, int signalBar, double entryPrice, boolean isShort) {
        int end = leavesAt(isShort ? shortExit : longExit, signalBar);
        int exitBar = Math.min(end, close.length - 1);
        double highest = extremes.highestClose().of(signalBar, end);
        double lowest = extremes.lowestClose().of(signalBar, end);
        double worst = isShort
                ? extremes.highest().of(signalBar + 1, end)
                : extremes.lowest().of(signalBar + 1, end);
        double bestGain = isShort ? entryPrice - lowest : highest - entryPrice;
        double worstGain = isShort ? entryPrice - highest : lowest - entryPrice;
        return left(facts, at, exitBar, close[exitBar], worst, bestGain, worstGain);
    }

    /** The bar at whose close it is left by its signal or its age; the number of bars where it is not. */
    private int leavesAt(long[] exits, int signalBar) {
        long byAge = signalBar + Math.max(1L, maxBars);
        return (int) Math.min(next(exits, signalBar + 1), byAge);
    }

    /** The first bar from that one on whose bit is set; the number of bars where there is none. */
    private int next(long[] bits, int bar) {
        int word = bar >>> 6;
        long left = bits[word] & (-1L << bar);
        while (left == 0) {
            if (++word == bits.length) {
                return close.length;
            }
            left = bits[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(left);
    }

    /** Whether positions are opened at the open of the bar after the signal's. */
    boolean fillsNextOpen() {
        return fillsNextOpen;
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
    private int leaveShort(double[] facts, int at, int signalBar, double entryPrice, double initialStop) {
        boolean trailsAtOnce = stop.trailing() && stop.trailFrom() == TrailFrom.BAR;
        boolean trailsLater = stop.trailing() && !trailsAtOnce;
        double stopPrice = initialStop;
        double bestClose = entryPrice;
        double worst = Double.NEGATIVE_INFINITY;
        double lowest = close[signalBar];
        double highest = lowest;
        double trail = 1 + stop.trailPercent() / 100;
        int end = leavesAt(shortExit, signalBar);
        for (int bar = signalBar + 1; bar < close.length; bar++) {
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
            if (bar == end) {
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

    private int leaveLong(double[] facts, int at, int signalBar, double entryPrice, double initialStop) {
        boolean trailsAtOnce = stop.trailing() && stop.trailFrom() == TrailFrom.BAR;
        boolean trailsLater = stop.trailing() && !trailsAtOnce;
        double stopPrice = initialStop;
        double bestClose = entryPrice;
        double worst = Double.POSITIVE_INFINITY;
        double lowest = close[signalBar];
        double highest = lowest;
        double trail = 1 - stop.trailPercent() / 100;
        int end = leavesAt(longExit, signalBar);
        for (int bar = signalBar + 1; bar < close.length; bar++) {
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
            if (bar == end) {
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
