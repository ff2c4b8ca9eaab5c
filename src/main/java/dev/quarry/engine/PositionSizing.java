package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Side;
import java.util.Optional;

/** How large a position is and where its stop and its liquidation price stand (SPEC E.3). */
final class PositionSizing {

    /** Assumed distance of the stop, as a fraction of the entry price, where no stop could be made. */
    private static final double DISTANCE_WITHOUT_STOP = 0.01;

    private final Bars bars;
    private final double[] atr;
    private final StrategyParameters.Stop stop;
    private final StrategyParameters.Account account;
    private final double maxLeverage;
    private final double maintenanceFraction;
    private final double maxUtilizationPercent;
    private final boolean fillsNextOpen;

    PositionSizing(IndicatorCache indicators, StrategyParameters parameters) {
        this.bars = indicators.bars();
        this.stop = parameters.stop();
        this.atr = stop.usesAtr()
                ? parameters
                        .strategy()
                        .averageTrueRange()
                        .under()
                        .apply(parameters.values())
                        .on(indicators)
                : null;
        this.account = parameters.account();
        this.maxLeverage = account.maxLeverage().orElse(0);
        this.maintenanceFraction = account.maintenanceMarginPercent().orElse(0) / 100;
        this.maxUtilizationPercent = account.maxMarginUtilizationPercent().orElse(0);
        this.fillsNextOpen = parameters.entryFill() == EntryFill.NEXT_OPEN;
    }

    /**
     * The position that is opened for a signal at the close of that bar; empty when the rules of sizing or margin forbid it.
     * Where entries fill at the next open, there is a next bar.
     */
    Optional<Position> open(Side side, int signalBar, double equity) {
        int bar = fillsNextOpen ? signalBar + 1 : signalBar;
        double price = fillsNextOpen ? bars.open()[bar] : bars.close()[bar];
        double entryPrice = Fills.entry(side, price, account.slippagePercent());
        if (!(entryPrice > 0)) {
            return Optional.empty();
        }
        double stopPrice = stop.enabled() ? initialStop(side, signalBar, entryPrice) : Double.NaN;
        return account.mode() == TradeMode.SIMPLE
                ? Optional.of(simple(side, bar, entryPrice, stopPrice, equity))
                : margin(side, bar, entryPrice, stopPrice, equity);
    }

    private double initialStop(Side side, int bar, double entryPrice) {
        int away = side == Side.SHORT ? 1 : -1;
        return switch (stop.mode()) {
            case FIXED_PERCENT -> entryPrice * (1 + away * (stop.percent().getAsDouble() / 100));
            case ATR -> entryPrice + away * (stop.atrMultiple().getAsDouble() * atr[bar]);
        };
    }

    private Position simple(Side side, int bar, double entryPrice, double stopPrice, double equity) {
        double size = equity / entryPrice;
        return new Position(
                side,
                bar,
                entryPrice,
                stopPrice,
                size,
                equity,
                Double.NaN,
                equity,
                equity * account.commission(),
                Double.NaN,
                Double.NaN);
    }

    private Optional<Position> margin(Side side, int bar, double entryPrice, double stopPrice, double equity) {
        double size;
        double notional;
        double riskAmount;
        if (stop.enabled()) {
            double riskPerUnit =
                    Double.isNaN(stopPrice) ? entryPrice * DISTANCE_WITHOUT_STOP : Math.abs(stopPrice - entryPrice);
            if (riskPerUnit <= 0) {
                return Optional.empty();
            }
            riskAmount = account.riskPercent() > 0 ? equity * account.riskPercent() / 100 : 0;
            size = account.riskPercent() > 0 ? riskAmount / riskPerUnit : 1.0;
            notional = size * entryPrice;
            double cap = equity * maxLeverage;
            if (maxLeverage > 0 && notional > cap) {
                size *= cap / notional;
                notional = size * entryPrice;
            }
        } else {
            riskAmount = Double.NaN;
            notional = equity * (maxLeverage > 0 ? maxLeverage : 1);
            size = notional / entryPrice;
        }
        if (maxUtilizationPercent > 0
                && maxLeverage > 0
                && notional / maxLeverage / equity * 100 > maxUtilizationPercent) {
            return Optional.empty();
        }
        return Optional.of(new Position(
                side,
                bar,
                entryPrice,
                stopPrice,
                size,
                notional,
                riskAmount,
                equity,
                notional * account.commission(),
                maxLeverage > 0 ? notional / (equity * maxLeverage) : Double.NaN,
                liquidationPrice(side, entryPrice, size, notional, equity)));
    }

    private double liquidationPrice(Side side, double entryPrice, double size, double notional, double equity) {
        if (!(maintenanceFraction > 0 && size > 0)) {
            return Double.NaN;
        }
        double maintenance = notional * maintenanceFraction;
        return side == Side.SHORT
                ? (equity + notional - maintenance) / size
                : entryPrice + (maintenance - equity) / size;
    }
}
