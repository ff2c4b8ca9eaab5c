package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.strategy.ExitTest;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Strategy;
import java.util.EnumMap;
import java.util.Map;

/**
 * Decides whether an open position ends on a bar (SPEC E.4). The order is the reference's, and the first hit wins: trailing
 * stop moved, stop, take profit and target, age, exit, liquidation. With {@link StopFill#GAP_AWARE} stop and liquidation come
 * together, and with {@link TrailFrom#NEXT_BAR} the trailing stop is moved last.
 */
final class ExitRules {

    private final Bars bars;
    private final IndicatorCache indicators;
    private final StrategyParameters.Stop stop;
    private final int maxBars;
    private final boolean liquidates;
    private final double takeProfitPercent;
    private final Map<Side, ExitTest> exits = new EnumMap<>(Side.class);
    private final Map<Side, double[]> targets = new EnumMap<>(Side.class);
    private double fillPrice;

    ExitRules(IndicatorCache indicators, StrategyParameters parameters) {
        this.bars = indicators.bars();
        this.indicators = indicators;
        this.stop = parameters.stop();
        this.maxBars = parameters.maxBars().orElse(Integer.MAX_VALUE);
        this.liquidates = parameters.account().maintenanceMarginPercent().orElse(0) > 0;
        this.takeProfitPercent = parameters.takeProfitPercent().orElse(Double.NaN);
        Strategy strategy = parameters.strategy();
        for (Side side : Side.values()) {
            exits.put(side, strategy.exit(side).under(parameters.values()).exitOn(indicators));
            strategy.target(side)
                    .ifPresent(line -> targets.put(
                            side, line.under().apply(parameters.values()).on(indicators)));
        }
    }

    /** Why the position ends on that bar; null when it stays open. Moves its trailing stop and its age. */
    ExitReason onBar(Position position, int bar) {
        position.age++;
        position.highSinceEntry = Math.max(position.highSinceEntry, bars.high()[bar]);
        position.lowSinceEntry = Math.min(position.lowSinceEntry, bars.low()[bar]);
        double stopBefore = position.stopPrice;
        if (stop.trailing() && stop.trailFrom() == TrailFrom.BAR) {
            trail(position, bars.close()[bar]);
        }
        ExitReason reason =
                stop.fill() == StopFill.GAP_AWARE ? gapAware(position, bar, stopBefore) : atOwnPrices(position, bar);
        if (stop.trailing() && stop.trailFrom() == TrailFrom.NEXT_BAR) {
            trail(position, bars.close()[bar]);
        }
        return reason;
    }

    private ExitReason atOwnPrices(Position position, int bar) {
        if (reachedAgainst(position, adverse(position, bar), stopLevel(position))) {
            return left(position.stopPrice, ExitReason.STOP_LOSS);
        }
        ExitReason inFavour = inFavourOrAtClose(position, bar);
        if (inFavour != null) {
            return inFavour;
        }
        return reachedAgainst(position, adverse(position, bar), liquidationLevel(position))
                ? left(position.liquidationPrice, ExitReason.LIQUIDATION)
                : null;
    }

    /** The whole equity stands behind a position: what a gap takes may be more than there was. */
    private ExitReason gapAware(Position position, int bar, double stopBefore) {
        double adverse = adverse(position, bar);
        double stopLevel = stopLevel(position);
        double liquidation = liquidationLevel(position);
        boolean stopped = reachedAgainst(position, adverse, stopLevel);
        boolean liquidated = reachedAgainst(position, adverse, liquidation);
        double open = bars.open()[bar];
        boolean stoppedAtOpen = stopped && reachedAgainst(position, open, stopBefore);
        if (liquidated && reachedAgainst(position, open, liquidation)) {
            boolean stopIsNearer = stoppedAtOpen && reachedAgainst(position, liquidation, stopBefore);
            return left(open, stopIsNearer ? ExitReason.STOP_LOSS : ExitReason.LIQUIDATION);
        }
        if (stoppedAtOpen) {
            return left(open, ExitReason.STOP_LOSS);
        }
        if (stopped && (!liquidated || reachedAgainst(position, liquidation, stopLevel))) {
            return left(stopLevel, ExitReason.STOP_LOSS);
        }
        return liquidated ? left(liquidation, ExitReason.LIQUIDATION) : inFavourOrAtClose(position, bar);
    }

    /** Of a take profit and a target that the bar reaches, the nearer one was first. */
    private ExitReason inFavourOrAtClose(Position position, int bar) {
        boolean isLong = position.side == Side.LONG;
        double profit = position.entryPrice * (1 + (isLong ? 1 : -1) * (takeProfitPercent / 100));
        double[] line = targets.get(position.side);
        double target = line == null ? Double.NaN : line[bar - 1];
        double favourable = isLong ? bars.high()[bar] : bars.low()[bar];
        boolean takesProfit = reachedInFavour(position, favourable, profit);
        if (reachedInFavour(position, favourable, target)
                && !(takesProfit && reachedInFavour(position, target, profit))) {
            return left(filledInFavour(position, bar, target), ExitReason.TARGET);
        }
        return takesProfit
                ? left(filledInFavour(position, bar, profit), ExitReason.TAKE_PROFIT)
                : atClose(position, bar);
    }

    private double filledInFavour(Position position, int bar, double level) {
        double open = bars.open()[bar];
        return stop.fill() == StopFill.GAP_AWARE && reachedInFavour(position, open, level) ? open : level;
    }

    private ExitReason atClose(Position position, int bar) {
        double close = bars.close()[bar];
        if (position.age >= maxBars) {
            return left(close, ExitReason.TIME_STOP);
        }
        return exits.get(position.side).holds(bar, position.asSeen()) || indicators.closesOn(bar)
                ? left(close, ExitReason.SIGNAL_EXIT)
                : null;
    }

    private ExitReason left(double price, ExitReason reason) {
        fillPrice = price;
        return reason;
    }

    private double adverse(Position position, int bar) {
        return position.side == Side.SHORT ? bars.high()[bar] : bars.low()[bar];
    }

    private double stopLevel(Position position) {
        return stop.enabled() ? position.stopPrice : Double.NaN;
    }

    private double liquidationLevel(Position position) {
        return liquidates ? position.liquidationPrice : Double.NaN;
    }

    /** The price of the exit that {@link #onBar} found last, before slippage. */
    double fillPrice() {
        return fillPrice;
    }

    /** A new best close takes the stop along, even where that is looser than the stop it replaces. */
    private void trail(Position position, double close) {
        if (position.side == Side.SHORT) {
            if (close < position.bestClose) {
                position.bestClose = close;
                position.stopPrice = close * (1 + stop.trailPercent() / 100);
            }
        } else if (close > position.bestClose) {
            position.bestClose = close;
            position.stopPrice = close * (1 - stop.trailPercent() / 100);
        }
    }

    /** Whether a price has moved as far in favour of the position as that level; a level of NaN is never reached. */
    private static boolean reachedInFavour(Position position, double price, double level) {
        return position.side == Side.SHORT ? price <= level : price >= level;
    }

    /** Whether a price has moved against the position as far as that level; a level of NaN is never reached. */
    private static boolean reachedAgainst(Position position, double price, double level) {
        return position.side == Side.SHORT ? price >= level : price <= level;
    }
}
