package dev.quarry.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definitions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How a definition's orders fill, on six bars of which the second is the signal. One unit is traded with the whole equity of
 * 1,000 and without costs, so that prices tell everything.
 */
class OrdersTest {

    private static final int SIGNAL = 1;

    /** Open, high, low, close. */
    private static final double[][] PRICES = {
        {100, 101, 99, 100},
        {100, 104, 99, 103},
        {105, 108, 104, 107},
        {107, 113, 106, 112},
        {115, 116, 101, 102},
        {102, 103, 97, 98}
    };

    @Test
    void by_default_a_signal_fills_at_its_own_close_and_the_next_bar_is_the_first_to_be_managed() {
        Trade trade = only("long", "'exit': 'bars_held >= 1'", Map.of());
        assertThat(trade.entryBar()).isEqualTo(SIGNAL);
        assertThat(trade.entryPrice()).isEqualTo(103);
        assertThat(trade.exitBar()).isEqualTo(SIGNAL + 1);
        assertThat(trade.exitPrice()).isEqualTo(107);
        assertThat(trade.exitReason()).isEqualTo(ExitReason.SIGNAL_EXIT);
    }

    @Test
    void at_the_next_open_it_fills_there_and_that_bar_is_managed_at_once() {
        Map<String, Object> next = Map.of("entry_fill", "next_open");
        Trade trade = only("long", "'exit': 'bars_held >= 1'", next);
        assertThat(trade.entryBar()).isEqualTo(SIGNAL + 1);
        assertThat(trade.entryPrice()).isEqualTo(105);
        assertThat(trade.exitBar()).isEqualTo(SIGNAL + 1);
        assertThat(trade.exitPrice()).isEqualTo(107);
        Trade stopped = only("long", "", with(next, "use_stop", true, "stop_pct", 0.9));
        assertThat(stopped.exitBar()).as("104.055 is above the low of that bar").isEqualTo(SIGNAL + 1);
        assertThat(stopped.exitPrice()).isEqualTo(105 * (1 - 0.9 / 100));
        assertThat(only("long", "", with(next, "max_bars_in_trade", 1)).exitBar())
                .isEqualTo(SIGNAL + 1);
    }

    @Test
    void slippage_is_on_the_fill_of_the_next_open() {
        Trade trade = only("long", "", Map.of("entry_fill", "next_open", "slippage_pct", 1.0));
        assertThat(trade.entryPrice()).isEqualTo(105 * 1.01);
    }

    @Test
    void a_signal_on_the_last_bar_fills_nothing_at_the_next_open() {
        DefinedStrategy last = strategy("{'name': 's', 'long': {'enter': 'close == 98'}}");
        assertThat(trades(last, Map.of("entry_fill", "next_open"))).isEmpty();
        assertThat(trades(last, Map.of())).hasSize(1);
    }

    @Test
    void funding_falls_due_from_the_open_of_the_fill_on() {
        // Bars of four hours: bar 3 ends at 16:00, when a payment is due. A signal on bar 2 at the next open is held
        // from 12:00 on.
        DefinedStrategy later = strategy("{'name': 's', 'long': {'enter': 'close == 107'}}");
        Map<String, Object> paid = Map.of("funding_rate", 0.01, "max_bars_in_trade", 1);
        assertThat(trades(later, paid).get(0).funding()).isEqualTo(10);
        Trade trade = trades(later, with(paid, "entry_fill", "next_open")).get(0);
        assertThat(trade.entryBar()).isEqualTo(trade.exitBar()).isEqualTo(3);
        assertThat(trade.funding()).isEqualTo(10);
    }

    @Test
    void a_take_profit_fills_at_its_price_when_the_high_reaches_it() {
        Trade trade = only("long", "", Map.of("take_profit_pct", 5.0));
        assertThat(trade.exitReason()).isEqualTo(ExitReason.TAKE_PROFIT);
        assertThat(trade.exitBar()).as("108.15 is above 108").isEqualTo(3);
        assertThat(trade.exitPrice()).isEqualTo(103 * 1.05);
    }

    @Test
    void a_take_profit_beyond_an_open_fills_there_where_gaps_are_known() {
        Map<String, Object> far = Map.of("take_profit_pct", 11.0, "stop_fill", "gap_aware");
        Trade trade = only("long", "", far);
        assertThat(trade.exitPrice()).as("114.33 lies below the open of 115").isEqualTo(115);
        assertThat(only("long", "", with(far, "stop_fill", "stop_price")).exitPrice())
                .isEqualTo(103 * 1.11);
    }

    @Test
    void a_target_is_the_line_as_it_stood_one_bar_before() {
        // close + 1 is 104 at the signal and 108 after it.
        Trade trade = only("long", "'target': 'close + 1'", Map.of());
        assertThat(trade.exitReason()).isEqualTo(ExitReason.TARGET);
        assertThat(trade.exitBar()).isEqualTo(SIGNAL + 1);
        assertThat(trade.exitPrice()).isEqualTo(104);
        Trade missed = only("long", "'target': 'if(close > 105, 110, 200)'", Map.of());
        assertThat(missed.exitBar()).isEqualTo(3);
        assertThat(missed.exitPrice()).isEqualTo(110);
    }

    @Test
    void of_a_take_profit_and_a_target_on_one_bar_the_nearer_is_first_and_a_stop_before_both() {
        assertThat(only("long", "'target': '109'", Map.of("take_profit_pct", 8.0))
                        .exitReason())
                .as("109 is nearer than 111.24")
                .isEqualTo(ExitReason.TARGET);
        assertThat(only("long", "'target': '112'", Map.of("take_profit_pct", 8.0))
                        .exitReason())
                .isEqualTo(ExitReason.TAKE_PROFIT);
        Map<String, Object> both = Map.of("take_profit_pct", 12.0, "use_stop", true, "stop_pct", 1.5);
        Trade stopped = only("long", "", both);
        assertThat(stopped.exitReason()).as("bar 4 reaches 115.36 and 101.455").isEqualTo(ExitReason.STOP_LOSS);
        assertThat(stopped.exitBar()).isEqualTo(4);
    }

    @Test
    void a_short_takes_its_profit_below_and_a_long_exit_does_not_close_it() {
        Trade trade = only("short", "", Map.of("take_profit_pct", 5.0));
        assertThat(trade.side()).isEqualTo(Side.SHORT);
        assertThat(trade.exitReason()).isEqualTo(ExitReason.TAKE_PROFIT);
        assertThat(trade.exitBar()).isEqualTo(5);
        assertThat(trade.exitPrice()).isEqualTo(103 * 0.95);
    }

    @Test
    void an_exit_sees_the_extremes_of_the_bars_held_without_the_signals() {
        assertThat(only("long", "'exit': 'high_since_entry >= 113'", Map.of()).exitBar())
                .isEqualTo(3);
        assertThat(only("long", "'exit': 'low_since_entry < 104'", Map.of()).exitBar())
                .as("99 of the signal's bar does not count")
                .isEqualTo(4);
        assertThat(only("long", "'exit': 'open_profit_pct < 0'", Map.of()).exitBar())
                .isEqualTo(4);
        assertThat(only("long", "'exit': 'close < entry_price and bars_held >= 4'", Map.of())
                        .exitBar())
                .isEqualTo(5);
    }

    @Test
    void a_definition_has_its_own_defaults_of_common_settings() {
        DefinedStrategy plain = strategy("{'name': 's', 'long': {'enter': 'close == 103'}}");
        Map<String, Object> defaults = StrategyParameters.defaults(plain, 0.9).toMap();
        assertThat(defaults)
                .containsEntry("trade_direction", "Both")
                .containsEntry("use_stop", false)
                .containsEntry("max_bars_in_trade", null)
                .containsEntry("daily_loss_limit", null)
                .containsEntry("commission", 0.0005)
                .containsEntry("atr_len", 14);
        DefinedStrategy other = strategy(
                "{'name': 's', 'long': {'enter': 'close == 103'}, 'defaults': {'use_stop': true, 'commission': 0.002}}");
        assertThat(StrategyParameters.defaults(other, 0.9).toMap())
                .containsEntry("use_stop", true)
                .containsEntry("commission", 0.002);
    }

    private static Trade only(String side, String more, Map<String, Object> settings) {
        String rules = "{'enter': 'close == 103'" + (more.isEmpty() ? "" : ", " + more) + "}";
        List<Trade> trades = trades(strategy("{'name': 's', '" + side + "': " + rules + "}"), settings);
        assertThat(trades).hasSize(1);
        return trades.get(0);
    }

    private static DefinedStrategy strategy(String definition) {
        return DefinedStrategy.of(Definitions.right(Definitions.json(definition)));
    }

    private static List<Trade> trades(DefinedStrategy strategy, Map<String, Object> settings) {
        Map<String, Object> raw = with(Map.of("cash", 1000, "commission", 0), settings);
        return Backtest.run(bars(), StrategyParameters.parse(strategy, raw, 0).orThrow())
                .trades();
    }

    private static Map<String, Object> with(Map<String, Object> settings, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    private static Map<String, Object> with(Map<String, Object> settings, Object... namesAndValues) {
        Map<String, Object> all = new HashMap<>(settings);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return all;
    }

    private static Bars bars() {
        long[] openTime = new long[PRICES.length];
        double[][] columns = new double[5][PRICES.length];
        for (int bar = 0; bar < PRICES.length; bar++) {
            openTime[bar] = bar * 4 * 3_600_000L;
            for (int c = 0; c < 4; c++) {
                columns[c][bar] = PRICES[bar][c];
            }
            columns[4][bar] = 1;
        }
        return new Bars(Timeframe.H4, openTime, columns[0], columns[1], columns[2], columns[3], columns[4]);
    }
}
