package dev.quarry.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Series that rise into one short entry: the stop is jumped over by the next bar, or trails a fall. */
class ExecutionOptionsTest {

    private static final int ENTRY = 4;

    @Test
    void a_stop_fills_at_its_price_even_across_a_gap_unless_told_otherwise() {
        Trade trade = only(Map.of());
        assertThat(trade.exitReason()).isEqualTo(ExitReason.STOP_LOSS);
        assertThat(trade.exitPrice()).isEqualTo(trade.entryPrice() * 1.02);
        assertThat(only(Map.of("stop_fill", "stop_price"))).isEqualTo(trade);
    }

    @Test
    void a_gap_aware_stop_fills_at_the_open_beyond_it() {
        Trade trade = only(Map.of("stop_fill", "gap_aware"));
        assertThat(trade.exitPrice()).isEqualTo(120);
        assertThat(trade.exitBar()).isEqualTo(ENTRY + 1);
    }

    @Test
    void a_gap_aware_stop_that_the_bar_reaches_after_its_open_fills_at_its_price() {
        Trade trade = only(Map.of("stop_fill", "gap_aware", "stop_pct", 20.0));
        assertThat(trade.exitPrice()).isEqualTo(trade.entryPrice() * 1.2);
    }

    @Test
    void a_gap_aware_liquidation_fills_at_the_open_beyond_it() {
        Map<String, Object> leveraged = Map.of("use_stop", false, "max_leverage", 10, "maintenance_margin_pct", 0.5);
        Trade trade = only(leveraged);
        assertThat(trade.exitReason()).isEqualTo(ExitReason.LIQUIDATION);
        assertThat(trade.exitPrice()).isEqualTo(trade.liquidationPrice()).isLessThan(120);
        Trade aware = only(with(leveraged, "stop_fill", "gap_aware"));
        assertThat(aware.exitReason()).isEqualTo(ExitReason.LIQUIDATION);
        assertThat(aware.exitPrice()).isEqualTo(120);
        assertThat(aware.liquidationPrice()).isEqualTo(trade.liquidationPrice());
    }

    @Test
    void a_gap_leaves_as_much_without_a_stop_as_with_one() {
        Map<String, Object> leveraged =
                Map.of("stop_fill", "gap_aware", "max_leverage", 10, "maintenance_margin_pct", 0.5);
        Trade stopped = only(with(leveraged, "risk_per_trade_pct", 100));
        Trade liquidated = only(with(leveraged, "use_stop", false));
        assertThat(stopped.exitReason()).isEqualTo(ExitReason.STOP_LOSS);
        assertThat(liquidated.size()).isEqualTo(stopped.size());
        assertThat(liquidated.equityAfter()).isEqualTo(stopped.equityAfter());
    }

    @Test
    void a_gap_aware_liquidation_comes_before_what_happens_at_the_close() {
        Map<String, Object> aged =
                Map.of("use_stop", false, "max_leverage", 10, "maintenance_margin_pct", 0.5, "max_bars_in_trade", 1);
        assertThat(only(aged).exitReason()).isEqualTo(ExitReason.TIME_STOP);
        assertThat(only(with(aged, "stop_fill", "gap_aware")).exitReason()).isEqualTo(ExitReason.LIQUIDATION);
    }

    @Test
    void the_nearer_of_stop_and_liquidation_fills_where_the_bar_reaches_both_after_its_open() {
        Map<String, Object> reached =
                Map.of("risk_per_trade_pct", 100, "stop_pct", 22, "max_leverage", 4.5, "maintenance_margin_pct", 0.5);
        Trade atStop = only(reached);
        assertThat(atStop.exitReason()).isEqualTo(ExitReason.STOP_LOSS);
        assertThat(atStop.liquidationPrice()).isBetween(120.0, atStop.exitPrice());
        Trade aware = only(with(reached, "stop_fill", "gap_aware"));
        assertThat(aware.exitReason()).isEqualTo(ExitReason.LIQUIDATION);
        assertThat(aware.exitPrice()).isEqualTo(aware.liquidationPrice());
        Trade nearerStop = only(with(with(reached, "stop_fill", "gap_aware"), "stop_pct", 18));
        assertThat(nearerStop.exitReason()).isEqualTo(ExitReason.STOP_LOSS);
        assertThat(nearerStop.exitPrice()).isEqualTo(nearerStop.entryPrice() * 1.18);
    }

    @Test
    void a_trailing_stop_may_wait_for_the_bar_after_the_close_that_moves_it() {
        Map<String, Object> trailing = Map.of("use_trailing", true, "exit_level", "lower", "bb_std", 3.0);
        Trade atOnce = only(trailing, falling());
        assertThat(atOnce.exitBar()).isEqualTo(ENTRY + 1);
        assertThat(atOnce.exitPrice()).isEqualTo(95.5 * 1.01);
        assertThat(only(with(trailing, "trail_from", "bar"), falling())).isEqualTo(atOnce);
        Trade later = only(with(trailing, "trail_from", "next_bar"), falling());
        assertThat(later.exitReason()).isEqualTo(ExitReason.STOP_LOSS);
        assertThat(later.exitBar()).isEqualTo(ENTRY + 2);
        assertThat(later.exitPrice()).isEqualTo(95.5 * 1.01);
    }

    @Test
    void slippage_makes_both_fills_worse() {
        Trade plain = only(Map.of());
        Trade slipped = only(Map.of("slippage_pct", 0.5));
        assertThat(slipped.entryPrice()).isEqualTo(plain.entryPrice() * (1 - 0.5 / 100));
        assertThat(slipped.exitPrice()).isCloseTo(slipped.entryPrice() * 1.02 * 1.005, within(1e-9));
        assertThat(slipped.realizedPnl()).isLessThan(plain.realizedPnl());
    }

    @Test
    void no_slippage_and_no_funding_change_no_bit() {
        assertThat(only(Map.of("slippage_pct", 0.0, "funding_rate", 0))).isEqualTo(only(Map.of()));
    }

    @Test
    void a_short_receives_funding_at_each_funding_time_it_is_held_over() {
        Trade plain = only(Map.of("use_stop", false, "max_bars_in_trade", 2, "exit_level", "lower"));
        Trade funded =
                only(Map.of("use_stop", false, "max_bars_in_trade", 2, "exit_level", "lower", "funding_rate", 0.001));
        assertThat(plain.exitBar()).isEqualTo(ENTRY + 2);
        assertThat(funded.funding()).isEqualTo(-2 * (funded.notionalEntry() * 0.001));
        assertThat(funded.realizedPnl()).isCloseTo(plain.realizedPnl() - funded.funding(), within(1e-9));
    }

    @Test
    void the_simple_mode_stakes_the_whole_equity_and_knows_no_liquidation() {
        Trade trade = only(
                Map.of("trade_mode", "simple (1X spot-style)", "max_leverage", 5.0, "maintenance_margin_pct", 5.0));
        assertThat(trade.notionalEntry()).isEqualTo(10_000);
        assertThat(trade.effectiveLeverage()).isEqualTo(1);
        assertThat(trade.rMultiple()).isNaN();
        assertThat(trade.marginUtilization()).isNaN();
        assertThat(trade.liquidationPrice()).isNaN();
        assertThat(trade.exitReason()).isEqualTo(ExitReason.STOP_LOSS);
    }

    @Test
    void a_series_without_bars_gives_no_trades_and_empty_curves() {
        BacktestResult result =
                Backtest.run(bars().slice(0, 0), StrategyParameters.defaults(RsiBands.STRATEGY, 0.0005));
        assertThat(result.trades()).isEmpty();
        assertThat(result.equityCurve()).isEmpty();
        assertThat(result.markToMarketCurve()).isEmpty();
        assertThat(result.statistics()).isEqualTo(new Statistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    /** The first trade under settings that enter on the fifth bar, varied by some more. */
    private static Trade only(Map<String, Object> more) {
        return only(more, bars());
    }

    private static Trade only(Map<String, Object> more, Bars bars) {
        Map<String, Object> raw = new HashMap<>(Map.of(
                "bb_len", 3,
                "bb_std", 1.0,
                "kc_atr_len", 1,
                "kc_ema_len", 1,
                "rsi_len_30m", 1,
                "rsi_ma_len", 1,
                "entry_band_mode", "BB",
                "use_rsi_relation", false,
                "rsi_min", 0,
                "rsi_ma_min", 0));
        raw.putAll(more);
        return Backtest.run(
                        bars,
                        StrategyParameters.parse(RsiBands.STRATEGY, raw, 0.0005).orThrow())
                .trades()
                .get(0);
    }

    private static Map<String, Object> with(Map<String, Object> settings, String name, Object value) {
        Map<String, Object> more = new HashMap<>(settings);
        more.put(name, value);
        return more;
    }

    /** The same entry, after which a bar falls from its high to its close, and the next one comes back a little. */
    private static Bars falling() {
        Bars bars = bars();
        return new Bars(
                bars.timeframe(),
                bars.openTime(),
                new double[] {100, 100, 101, 102, 103, 102, 95.6, 96},
                new double[] {100, 101, 102, 103, 110, 102.2, 97, 97},
                new double[] {100, 100, 101, 102, 102, 95, 95, 95.5},
                new double[] {100, 101, 102, 103, 102.5, 95.5, 96, 96},
                bars.volume());
    }

    /** The RSI over one 8-hour bar is 0 after a fall and absent after a rise, so only the falling fifth bar can enter. */
    private static Bars bars() {
        double[] open = {100, 100, 101, 102, 103, 120, 122, 121};
        double[] close = {100, 101, 102, 103, 102.5, 121, 121.5, 121};
        double[] high = {100, 101, 102, 103, 110, 126, 123, 122};
        double[] low = {100, 100, 101, 102, 102, 119, 121, 120};
        long[] time = new long[open.length];
        Arrays.setAll(time, i -> i * Timeframe.H12.millis() * 2 / 3);
        return new Bars(Timeframe.H6, time, open, high, low, close, new double[open.length]);
    }
}
