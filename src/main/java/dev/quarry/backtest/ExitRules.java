package dev.quarry.backtest;

/**
 * Decides whether an open position ends on a bar (SPEC E, exit management). The order is the reference's, and the first
 * hit wins: trailing stop moved, stop, age, profit target, liquidation.
 */
final class ExitRules {

    private final Bars bars;
    private final StrategyParameters.Stop stop;
    private final int maxBars;
    private final boolean liquidates;
    private final double[] shortTarget;
    private final double[] longTarget;
    private double fillPrice;

    ExitRules(Bars bars, Indicators indicators, StrategyParameters parameters) {
        this.bars = bars;
        this.stop = parameters.stop();
        this.maxBars = parameters.exit().maxBars().orElse(Integer.MAX_VALUE);
        this.liquidates = parameters.account().maintenanceMarginPercent().orElse(0) > 0;
        boolean bollinger = parameters.exit().channel() == Channel.BOLLINGER;
        if (parameters.exit().level() == ExitLevel.MID) {
            this.shortTarget = bollinger
                    ? indicators.bollinger().middle()
                    : indicators.keltner().middle();
            this.longTarget = shortTarget;
        } else {
            this.shortTarget = bollinger
                    ? indicators.bollinger().lower()
                    : indicators.keltner().lower();
            this.longTarget = bollinger
                    ? indicators.bollinger().upper()
                    : indicators.keltner().upper();
        }
    }

    /** Why the position ends on that bar; null when it stays open. Moves its trailing stop and its age. */
    ExitReason onBar(Position position, int bar) {
        boolean isShort = position.side == Side.SHORT;
        double close = bars.close()[bar];
        double adverse = isShort ? bars.high()[bar] : bars.low()[bar];
        double stopBefore = position.stopPrice;
        position.age++;
        if (stop.trailing()) {
            trail(position, close);
        }
        if (stop.enabled() && reachedAgainst(isShort, adverse, position.stopPrice)) {
            boolean gap = stop.fill() == StopFill.GAP_AWARE && reachedAgainst(isShort, bars.open()[bar], stopBefore);
            fillPrice = gap ? bars.open()[bar] : position.stopPrice;
            return ExitReason.STOP_LOSS;
        }
        if (position.age >= maxBars) {
            fillPrice = close;
            return ExitReason.TIME_STOP;
        }
        if (isShort ? close <= shortTarget[bar] : close >= longTarget[bar]) {
            fillPrice = close;
            return ExitReason.SIGNAL_EXIT;
        }
        if (liquidates && reachedAgainst(isShort, adverse, position.liquidationPrice)) {
            fillPrice = position.liquidationPrice;
            return ExitReason.LIQUIDATION;
        }
        return null;
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

    /** Whether a price has moved against the position as far as that level; a level of NaN is never reached. */
    private static boolean reachedAgainst(boolean isShort, double price, double level) {
        return isShort ? price >= level : price <= level;
    }
}
