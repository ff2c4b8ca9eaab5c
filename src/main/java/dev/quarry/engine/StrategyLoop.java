package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks a series bar by bar and trades it (SPEC E). Orders fill at the close, at the stop, at a target or at the liquidation
 * price; a bar at whose close a position is opened is not searched for its exit, and a bar on which one is closed opens none.
 */
final class StrategyLoop {

    private static final long DAY_MILLIS = 24 * 3_600_000L;

    private final Bars bars;
    private final StrategyParameters parameters;
    private final EntrySignals entries;
    private final PositionSizing sizing;
    private final ExitRules exits;
    private final Funding funding;
    private final List<Trade> trades = new ArrayList<>();

    StrategyLoop(IndicatorCache indicators, StrategyParameters parameters) {
        this.bars = indicators.bars();
        this.parameters = parameters;
        this.entries = new EntrySignals(indicators, parameters);
        this.sizing = new PositionSizing(indicators, parameters);
        this.exits = new ExitRules(indicators, parameters);
        this.funding = new Funding(bars, parameters);
    }

    List<Trade> run() {
        double dailyLimitPercent = parameters.account().dailyLossLimitPercent().orElse(0);
        double equity = parameters.account().cash();
        double dayResultPercent = 0;
        long dayEnd = Long.MIN_VALUE;
        Position position = null;
        boolean fillsNextOpen = parameters.entryFill() == EntryFill.NEXT_OPEN;
        Optional<Side> ordered = Optional.empty();

        for (int bar = 0; bar < bars.size(); bar++) {
            long time = bars.openTime()[bar];
            if (time >= dayEnd) {
                dayEnd = (Math.floorDiv(time, DAY_MILLIS) + 1) * DAY_MILLIS;
                dayResultPercent = 0;
            }
            if (ordered.isPresent()) {
                position = sizing.open(ordered.get(), bar - 1, equity).orElse(null);
                ordered = Optional.empty();
            }
            if (position == null) {
                boolean dayIsOver = dailyLimitPercent > 0 && dayResultPercent <= -dailyLimitPercent;
                Optional<Side> side = equity > 0 && !dayIsOver ? entries.at(bar) : Optional.empty();
                if (fillsNextOpen) {
                    ordered = side;
                } else if (side.isPresent()) {
                    position = sizing.open(side.get(), bar, equity).orElse(null);
                }
                continue;
            }
            ExitReason reason = exits.onBar(position, bar);
            if (reason != null) {
                Trade trade = close(position, bar, exits.fillPrice(), reason);
                dayResultPercent += trade.realizedPnl() / trade.equityBefore() * 100;
                equity = trade.equityAfter();
                position = null;
            }
        }
        if (position != null) {
            int last = bars.size() - 1;
            close(position, last, bars.close()[last], ExitReason.CLOSE_AT_END);
        }
        return trades;
    }

    private Trade close(Position position, int bar, double fill, ExitReason reason) {
        StrategyParameters.Account account = parameters.account();
        double exitPrice = Fills.exit(position.side, fill, account.slippagePercent());
        double commission = position.entryCommission + position.size * exitPrice * account.commission();
        double fundingPaid = funding.paid(position.side, position.entryBar, bar, position.notional);
        double pnl = position.side.gain(position.entryPrice, exitPrice) * position.size - commission - fundingPaid;
        Trade trade = new Trade(
                position.entryBar,
                bar,
                closeTime(position.entryBar),
                closeTime(bar),
                position.entryPrice,
                exitPrice,
                position.side,
                reason,
                position.size,
                position.notional,
                pnl,
                commission,
                fundingPaid,
                position.equityBefore,
                position.equityBefore + pnl,
                position.riskAmount > 0 ? pnl / position.riskAmount : Double.NaN,
                position.notional / position.equityBefore,
                position.marginUtilization,
                position.liquidationPrice);
        trades.add(trade);
        return trade;
    }

    private long closeTime(int bar) {
        return bars.openTime()[bar] + bars.timeframe().millis() - 1;
    }
}
