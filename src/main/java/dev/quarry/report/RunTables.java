package dev.quarry.report;

import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.ExitReason;
import dev.quarry.engine.Trade;
import dev.quarry.platform.columns.Column;
import dev.quarry.platform.columns.RowSource;
import dev.quarry.platform.columns.Table;
import dev.quarry.platform.columns.TableWriter;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.json.Json;
import dev.quarry.series.Bars;
import dev.quarry.strategy.Side;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run did, as tables: its trades, its equity at each bar, its returns by day. */
final class RunTables {

    private static final long MICROS = 1000;
    private static final long DAY_MICROS = 86_400_000_000L;

    private static final List<Column> TRADES = List.of(
            Column.integer("entry_bar"),
            Column.integer("exit_bar"),
            Column.time("entry_time", 3),
            Column.time("exit_time", 3),
            Column.choice("side", Arrays.stream(Side.values()).map(Side::text).toList()),
            Column.choice(
                    "exit_reason",
                    Arrays.stream(ExitReason.values()).map(ExitReason::text).toList()),
            Column.real("entry_price"),
            Column.real("exit_price"),
            Column.real("size"),
            Column.real("notional_entry"),
            Column.real("return_fraction"),
            Column.real("net_return_fraction"),
            Column.real("realized_pnl"),
            Column.real("commission"),
            Column.real("funding"),
            Column.real("equity_before"),
            Column.real("equity_after"),
            Column.real("r_multiple"),
            Column.real("effective_leverage"),
            Column.real("margin_utilization"),
            Column.real("liquidation_price"));

    private static final List<Column> EQUITY = List.of(
            Column.time("open_time", 0),
            Column.real("close"),
            Column.real("equity"),
            Column.real("mark_to_market_equity"));

    private static final List<Column> DAILY_RETURNS =
            List.of(Column.time("day", 0), Column.real("return_fraction"), Column.real("holding_return_fraction"));

    private final String hash;
    private final RunAgain run;

    /** @param hash by which the run is found */
    RunTables(String hash, RunAgain run) {
        this.hash = hash;
        this.run = run;
    }

    /** One for each trade, in the order of their entries. */
    TableAnswer trades() {
        return answer("trades", TRADES, to -> {
            for (Trade trade : run.result().trades()) {
                write(to, trade);
            }
        });
    }

    private static void write(TableWriter to, Trade trade) throws IOException {
        int at = 0;
        to.number(at++, trade.entryBar());
        to.number(at++, trade.exitBar());
        to.time(at++, trade.entryTime() * MICROS);
        to.time(at++, trade.exitTime() * MICROS);
        to.choice(at++, trade.side().ordinal());
        to.choice(at++, trade.exitReason().ordinal());
        double[] numbers = {
            trade.entryPrice(),
            trade.exitPrice(),
            trade.size(),
            trade.notionalEntry(),
            trade.returnFraction(),
            trade.netReturnFraction(),
            trade.realizedPnl(),
            trade.commission(),
            trade.funding(),
            trade.equityBefore(),
            trade.equityAfter(),
            trade.rMultiple(),
            trade.effectiveLeverage(),
            trade.marginUtilization(),
            trade.liquidationPrice()
        };
        for (double number : numbers) {
            to.real(at++, number);
        }
        to.endRow();
    }

    /** One for each bar. */
    TableAnswer equity() {
        Bars bars = run.bars();
        return answer("equity", EQUITY, to -> {
            for (int bar = 0; bar < bars.size(); bar++) {
                to.time(0, bars.openTime()[bar] * MICROS);
                to.real(1, bars.close()[bar]);
                to.real(2, run.result().equityCurve()[bar]);
                to.real(3, run.result().markToMarketCurve()[bar]);
                to.endRow();
            }
        });
    }

    /** One for each day, UTC, on which a bar closes. */
    TableAnswer dailyReturns() {
        Bars bars = run.bars();
        double[] returns = DailyReturns.of(
                bars,
                run.result().markToMarketCurve(),
                run.result().parameters().account().cash());
        double[] holding = DailyReturns.ofHolding(bars);
        long[] days = DailyReturns.days(bars);
        return answer("daily-returns", DAILY_RETURNS, to -> {
            for (int day = 0; day < days.length; day++) {
                to.time(0, days[day] * DAY_MICROS);
                to.real(1, returns[day]);
                to.real(2, holding[day]);
                to.endRow();
            }
        });
    }

    private TableAnswer answer(String name, List<Column> columns, RowSource rows) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("quarry.table", name);
        provenance.put("quarry.params_hash", hash);
        provenance.put("quarry.strategy", run.winner().strategy().reference().text());
        provenance.put(
                "quarry.params", Json.MAPPER.writeValueAsString(run.winner().params()));
        provenance.put(
                "quarry.market", Json.MAPPER.writeValueAsString(run.winner().window()));
        provenance.put("quarry.data_digest", run.winner().dataDigest());
        provenance.put("quarry.engine_version", run.winner().engineVersion());
        return new TableAnswer("quarry-run-" + hash + "-" + name, new Table(columns, provenance), rows);
    }
}
