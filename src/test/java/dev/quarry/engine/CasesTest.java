package dev.quarry.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Single back-tests of the cases beside the golden files. */
class CasesTest {

    private static final Map<String, Object> GAP = Map.of(
            "rsi_min",
            60,
            "rsi_ma_min",
            10,
            "use_rsi_relation",
            false,
            "entry_band_mode",
            "BB",
            "exit_level",
            "lower",
            "commission",
            0,
            "daily_loss_limit",
            0,
            "max_leverage",
            10,
            "maintenance_margin_pct",
            0.5,
            "stop_fill",
            "gap_aware");

    @Test
    void a_liquidation_through_a_gap_fills_where_there_was_a_price() {
        Bars bars = CaseSeries.of("gap", Timeframe.H1);
        Trade trade = first(bars, GAP, Map.of("use_stop", false));
        assertThat(trade.entryPrice()).isEqualTo(101);
        assertThat(trade.exitReason()).isEqualTo(ExitReason.LIQUIDATION);
        assertThat(trade.exitPrice()).isEqualTo(118);
        assertThat(trade.liquidationPrice()).isCloseTo(110.595, within(1e-9));
    }

    @Test
    void the_same_gap_leaves_no_more_without_a_stop_than_with_one() {
        Bars bars = CaseSeries.of("gap", Timeframe.H1);
        Map<String, Object> stop = Map.of("stop_pct", 2, "risk_per_trade_pct", 20);
        Trade stopped = first(bars, GAP, stop);
        assertThat(stopped.exitPrice()).isEqualTo(118);
        assertThat(first(bars, GAP, Map.of("use_stop", false)).equityAfter())
                .isLessThanOrEqualTo(stopped.equityAfter());
        Map<String, Object> atPrice = with(GAP, Map.of("stop_fill", "stop_price"));
        assertThat(first(bars, atPrice, stop).exitPrice()).isCloseTo(101 * 1.02, within(1e-12));
        assertThat(first(bars, atPrice, Map.of("use_stop", false)).exitPrice()).isCloseTo(110.595, within(1e-9));
    }

    @Test
    void a_trade_lasts_over_the_weekends_that_it_is_held() {
        Bars bars = CaseSeries.of("weekdays", Timeframe.D1);
        Map<String, Object> both = Map.of(
                "trade_direction", "Both", "rsi_ma_min", 50, "use_rsi_relation", false, "rsi_min", 58, "stop_pct", 3);
        Statistics statistics = Backtest.run(
                        bars,
                        StrategyParameters.parse(RsiBands.STRATEGY, both, StrategyParameters.SERVICE_COMMISSION)
                                .orThrow())
                .statistics();
        assertThat(statistics.trades()).isEqualTo(25);
        assertThat(statistics.averageDurationSeconds()).isEqualTo(1_002_240);
    }

    private static Trade first(Bars bars, Map<String, Object> settings, Map<String, Object> more) {
        BacktestResult result = Backtest.run(
                bars,
                StrategyParameters.parse(RsiBands.STRATEGY, with(settings, more), 0.0005)
                        .orThrow());
        return result.trades().get(0);
    }

    private static Map<String, Object> with(Map<String, Object> settings, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }
}
