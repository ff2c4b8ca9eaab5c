package dev.quarry.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.RsiBands;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GoldenBacktestsTest {

    private static final Map<String, ToDoubleFunction<Trade>> NUMBERS = Map.ofEntries(
            Map.entry("EntryBar", Trade::entryBar),
            Map.entry("ExitBar", Trade::exitBar),
            Map.entry("EntryPrice", Trade::entryPrice),
            Map.entry("ExitPrice", Trade::exitPrice),
            Map.entry("Size", Trade::size),
            Map.entry("NotionalEntry", Trade::notionalEntry),
            Map.entry("RealizedPnL", Trade::realizedPnl),
            Map.entry("Commission", Trade::commission),
            Map.entry("EquityBefore", Trade::equityBefore),
            Map.entry("EquityAfter", Trade::equityAfter),
            Map.entry("R_multiple", Trade::rMultiple),
            Map.entry("EffectiveLeverage", Trade::effectiveLeverage),
            Map.entry("MarginUtilAtEntry", Trade::marginUtilization),
            Map.entry("LiqPrice", Trade::liquidationPrice),
            Map.entry("ReturnPct", Trade::returnFraction));

    @Test
    void the_sample_series_has_the_bars_of_the_golden_files() {
        assertThat(SampleBars.bars().size()).isEqualTo(9399);
    }

    @TestFactory
    Stream<DynamicTest> back_tests_are_the_references() {
        return Golden.cases("backtests.json", "legacy_simple_mode.json")
                .filter(c -> !c.refused())
                .map(c -> dynamicTest(c.name(), () -> check(c)));
    }

    @TestFactory
    Stream<DynamicTest> what_the_reference_silently_replaces_is_refused_by_name() {
        return Golden.cases("backtests.json")
                .filter(Golden.Case::refused)
                .map(c -> dynamicTest(c.name(), () -> assertThat(StrategyParameters.parse(
                                        RsiBands.STRATEGY,
                                        c.parameters("params"),
                                        StrategyParameters.SERVICE_COMMISSION)
                                .faults())
                        .isNotEmpty()
                        .allSatisfy(fault -> assertThat(fault.name())
                                .matches("entry_band_mode|rsi_relation|rsi(_ma)?_max|trade_direction"))));
    }

    private static void check(Golden.Case golden) {
        Bars bars = golden.bars();
        StrategyParameters parameters = StrategyParameters.parse(
                        RsiBands.STRATEGY, golden.parameters("params"), StrategyParameters.SERVICE_COMMISSION)
                .orThrow();
        BacktestResult result = Backtest.run(bars, parameters);

        checkStatistics(golden.json(), result.statistics(), countedSeconds(bars, result.trades()));
        checkTrades(golden.json(), result.trades());
        checkCurve(Golden.object(golden.json(), "equity_curve"), result.equityCurve());
        assertThat(Backtest.statistics(new IndicatorCache(bars), parameters)).isEqualTo(result.statistics());
        assertThat(result.markToMarketCurve()).hasSize(bars.size());
    }

    /** The reference's duration, which takes each bar for as long as it is even where the next one is missing. */
    private static double countedSeconds(Bars bars, List<Trade> trades) {
        double barsHeld = trades.stream()
                .mapToInt(trade -> trade.exitBar() - trade.entryBar())
                .average()
                .orElse(0);
        return barsHeld * bars.timeframe().millis() / 1000;
    }

    private static void checkStatistics(Map<String, Object> golden, Statistics actual, double countedSeconds) {
        List<?> illConditioned = golden.get("ill_conditioned") instanceof List<?> l ? l : List.of();
        assertThat(actual.averageDurationSeconds()).isGreaterThanOrEqualTo(countedSeconds - 1e-8);
        Map<String, Object> values = underNamesOfTheReference(actual);
        values.put("avg_duration_seconds", countedSeconds);
        Map<String, Object> expected = Golden.object(golden, "stats");
        assertThat(values.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, value) -> {
            if (!illConditioned.contains(name)) {
                Golden.assertClose(name, Golden.number(values.get(name)), value);
            }
        });
    }

    private static Map<String, Object> underNamesOfTheReference(Statistics statistics) {
        Map<String, Object> map = new HashMap<>();
        map.put("trades", statistics.trades());
        map.put("win_rate", statistics.winRatePercent());
        map.put("avg_return_pct", statistics.averageReturnPercent());
        map.put("median_return_pct", statistics.medianReturnPercent());
        map.put("best_return_pct", statistics.bestReturnPercent());
        map.put("worst_return_pct", statistics.worstReturnPercent());
        map.put("profit_factor", statistics.profitFactor());
        map.put("total_equity_return_pct", statistics.totalReturnPercent());
        map.put("max_drawdown_pct", statistics.maxDrawdownPercent());
        map.put("sharpe_ratio", statistics.sharpeRatio());
        map.put("sortino_ratio", statistics.sortinoRatio());
        map.put("calmar_ratio", statistics.calmarRatio());
        map.put("max_consecutive_wins", statistics.maxConsecutiveWins());
        map.put("max_consecutive_losses", statistics.maxConsecutiveLosses());
        return map;
    }

    private static void checkTrades(Map<String, Object> golden, List<Trade> trades) {
        Map<String, Integer> reasons = new HashMap<>();
        Map<String, Integer> sides = new HashMap<>();
        for (Trade trade : trades) {
            reasons.merge(trade.exitReason().text(), 1, Integer::sum);
            sides.merge(trade.side().text(), 1, Integer::sum);
        }
        assertThat(reasons).isEqualTo(golden.get("exit_reasons"));
        if (golden.containsKey("sides")) {
            assertThat(sides).isEqualTo(golden.get("sides"));
        }
        if (golden.containsKey("trade_sums")) {
            Golden.object(golden, "trade_sums")
                    .forEach((name, sum) -> Golden.assertClose(
                            "sum of " + name,
                            trades.stream().mapToDouble(NUMBERS.get(name)).sum(),
                            sum));
        }
        if (golden.containsKey("trades")) {
            List<Object> rows = Golden.list(golden, "trades");
            assertThat(trades).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                checkTrade(Golden.list(golden, "trade_columns"), (List<?>) rows.get(i), trades.get(i));
            }
        }
    }

    private static void checkTrade(List<Object> columns, List<?> expected, Trade trade) {
        for (int c = 0; c < columns.size(); c++) {
            String column = (String) columns.get(c);
            Object value = expected.get(c);
            switch (column) {
                case "EntryTimeUTC" ->
                    assertThat(Instant.ofEpochMilli(trade.entryTime())).isEqualTo((String) value);
                case "ExitTimeUTC" ->
                    assertThat(Instant.ofEpochMilli(trade.exitTime())).isEqualTo((String) value);
                case "Side" -> assertThat(trade.side().text()).isEqualTo(value);
                case "ExitReason" -> assertThat(trade.exitReason().text()).isEqualTo(value);
                default ->
                    Golden.assertClose(
                            column + " of " + trade, NUMBERS.get(column).applyAsDouble(trade), value);
            }
        }
    }

    private static void checkCurve(Map<String, Object> golden, double[] curve) {
        assertThat(curve).hasSize((Integer) golden.get("length"));
        Golden.assertClose("last", curve[curve.length - 1], golden.get("last"));
        Golden.assertClose("sum", Arrays.stream(curve).sum(), golden.get("sum"));
        if (golden.containsKey("min")) {
            Golden.assertClose("first", curve[0], golden.get("first"));
            Golden.assertClose("min", Arrays.stream(curve).min().getAsDouble(), golden.get("min"));
            Golden.assertClose("max", Arrays.stream(curve).max().getAsDouble(), golden.get("max"));
        }
        if (golden.get("samples") instanceof List<?> samples) {
            for (Object sample : samples) {
                List<?> pair = (List<?>) sample;
                Golden.assertClose("bar " + pair.get(0), curve[(Integer) pair.get(0)], pair.get(1));
            }
        }
    }
}
