package dev.quarry.evaluation;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.engine.Trade;
import dev.quarry.evaluation.SplitFrame.Column;
import dev.quarry.series.Bars;
import dev.quarry.strategy.ChartLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tables of the answer, with the reference's column names. */
final class Frames {

    private Frames() {}

    /** The bars, labelled by their opens. */
    static String bars(Bars bars) {
        return ofBars(bars, prices(bars));
    }

    /** The bars with the lines of the strategy beside them. */
    static String indicators(IndicatorCache series, StrategyParameters parameters) {
        List<Column> columns = new ArrayList<>(prices(series.bars()));
        for (ChartLine line : parameters.strategy().chart()) {
            columns.add(Column.of(
                    line.name(), line.line().under().apply(parameters.values()).on(series)));
        }
        return ofBars(series.bars(), columns);
    }

    /** The trades, labelled by their number from 0; columns that the reference does not have come last. */
    static String trades(List<Trade> trades) {
        List<Column> columns = List.of(
                column(trades, "EntryBar", Trade::entryBar),
                column(trades, "ExitBar", Trade::exitBar),
                column(trades, "EntryTimeUTC", trade -> SplitFrame.time(trade.entryTime())),
                column(trades, "ExitTimeUTC", trade -> SplitFrame.time(trade.exitTime())),
                column(trades, "EntryPrice", Trade::entryPrice),
                column(trades, "ExitPrice", Trade::exitPrice),
                column(trades, "Side", trade -> trade.side().text()),
                column(trades, "ExitReason", trade -> trade.exitReason().text()),
                column(trades, "EntryTimeConv", trade -> "Close"),
                column(trades, "ReturnPct", Trade::returnFraction),
                column(trades, "Size", Trade::size),
                column(trades, "NotionalEntry", Trade::notionalEntry),
                column(trades, "RealizedPnL", Trade::realizedPnl),
                column(trades, "Commission", Trade::commission),
                column(trades, "EquityAfter", Trade::equityAfter),
                column(trades, "R_multiple", Trade::rMultiple),
                column(trades, "EquityBefore", Trade::equityBefore),
                column(trades, "EffectiveLeverage", Trade::effectiveLeverage),
                column(trades, "MarginUtilAtEntry", Trade::marginUtilization),
                column(trades, "LiqPrice", Trade::liquidationPrice),
                column(trades, "NetReturnPct", Trade::netReturnFraction));
        return SplitFrame.write(columns, row -> row, trades.size());
    }

    private static List<Column> prices(Bars bars) {
        return List.of(
                Column.of("Open", bars.open()),
                Column.of("High", bars.high()),
                Column.of("Low", bars.low()),
                Column.of("Close", bars.close()),
                Column.of("Volume", bars.volume()));
    }

    private static String ofBars(Bars bars, List<Column> columns) {
        return SplitFrame.write(columns, row -> SplitFrame.time(bars.openTime()[row]), bars.size());
    }

    private static Column column(List<Trade> trades, String name, Function<Trade, Object> value) {
        return new Column(name, row -> value.apply(trades.get(row)));
    }
}
