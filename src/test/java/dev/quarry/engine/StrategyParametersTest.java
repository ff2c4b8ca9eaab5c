package dev.quarry.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.strategy.InvalidParametersException;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.TradeDirection;
import dev.quarry.strategy.rsibands.RsiBands;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrategyParametersTest {

    @Test
    void names_are_those_of_the_map_in_its_order_but_for_younger_ones_that_are_off() {
        List<String> names = StrategyParameters.names(RsiBands.STRATEGY);
        Map<String, Object> on = Map.of("take_profit_pct", 3, "entry_fill", "next_open");
        assertThat(StrategyParameters.parse(RsiBands.STRATEGY, on, 0)
                        .orThrow()
                        .toMap()
                        .keySet())
                .containsExactlyElementsOf(names);
        List<String> older =
                names.stream().filter(name -> !on.containsKey(name)).toList();
        assertThat(StrategyParameters.defaults(RsiBands.STRATEGY, 0.001).toMap().keySet())
                .containsExactlyElementsOf(older);
    }

    @Test
    void defaults_are_the_references() {
        Map<String, Object> defaults = StrategyParameters.defaults(
                        RsiBands.STRATEGY, StrategyParameters.SERVICE_COMMISSION)
                .toMap();
        assertThat(defaults)
                .containsEntry("rsi_min", 70.0)
                .containsEntry("rsi_ma_min", 70.0)
                .containsEntry("rsi_max", null)
                .containsEntry("commission", 0.0005)
                .containsEntry("trade_direction", "Short")
                .containsEntry("daily_loss_limit", 3.0)
                .containsEntry("max_bars_in_trade", 100)
                .containsEntry("max_leverage", null)
                .containsEntry("rsi_visibility", "bin_close")
                .containsEntry("trail_from", "bar")
                .containsEntry("stop_fill", "stop_price");
        assertThat(StrategyParameters.defaults(RsiBands.STRATEGY, StrategyParameters.SEARCH_COMMISSION)
                        .account()
                        .commission())
                .isEqualTo(0.001);
    }

    @Test
    void every_fault_is_reported_at_once() {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("bb_len", 0);
        raw.put("bb_std", "two");
        raw.put("rsi_min", null);
        raw.put("rsi_relation", "==");
        raw.put("entry_band_mode", "xyz");
        raw.put("use_stop", "maybe");
        raw.put("stop_mode", "Percent");
        raw.put("cash", -1);
        raw.put("colour", "red");

        ParsedParameters parsed = StrategyParameters.parse(RsiBands.STRATEGY, raw, 0.0005);

        assertThat(parsed.valid()).isFalse();
        assertThat(parsed.parameters()).isEmpty();
        assertThat(parsed.faults())
                .extracting(ParameterFault::name)
                .containsExactlyInAnyOrder(
                        "bb_len",
                        "bb_std",
                        "rsi_min",
                        "rsi_relation",
                        "entry_band_mode",
                        "use_stop",
                        "stop_mode",
                        "cash",
                        "colour");
        assertThatThrownBy(parsed::orThrow)
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining("entry_band_mode must be one of Either, KC, BB, Both")
                .hasMessageContaining("colour is not a known parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "daily_loss_limit",
                "max_bars_in_trade",
                "max_leverage",
                "maintenance_margin_pct",
                "max_margin_utilization",
                "rsi_max",
                "rsi_ma_max"
            })
    void null_switches_an_optional_limit_off(String name) {
        StrategyParameters off = parse(name, null);
        assertThat(off.toMap()).containsEntry(name, null);
        assertThat(parse(name, "").toMap()).isEqualTo(off.toMap());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bb_len",
                "rsi_min",
                "rsi_relation",
                "use_stop",
                "stop_mode",
                "trail_pct",
                "cash",
                "commission",
                "trade_mode",
                "risk_per_trade_pct",
                "stop_pct"
            })
    void null_is_refused_where_it_would_mean_nothing(String name) {
        Map<String, Object> raw = new HashMap<>();
        raw.put(name, null);
        assertThat(StrategyParameters.parse(RsiBands.STRATEGY, raw, 0.0005).faults())
                .extracting(ParameterFault::name)
                .containsExactly(name);
    }

    @Test
    void null_is_accepted_for_a_distance_that_no_stop_uses() {
        Map<String, Object> raw = new HashMap<>();
        raw.put("stop_mode", "ATR");
        raw.put("stop_pct", null);
        assertThat(StrategyParameters.parse(RsiBands.STRATEGY, raw, 0)
                        .orThrow()
                        .stop()
                        .percent())
                .isEmpty();
        raw.put("stop_mode", "Fixed %");
        assertThat(StrategyParameters.parse(RsiBands.STRATEGY, raw, 0).faults())
                .extracting(ParameterFault::name)
                .containsExactly("stop_pct");
        raw.put("use_stop", false);
        assertThat(StrategyParameters.parse(RsiBands.STRATEGY, raw, 0)
                        .orThrow()
                        .stop()
                        .percent())
                .isEmpty();
        assertThat(parse("stop_atr_mult", null).stop().atrMultiple()).isEmpty();
        assertThat(StrategyParameters.faultsOf(RsiBands.STRATEGY, "stop_pct", null))
                .isEmpty();
    }

    @Test
    void texts_are_read_whatever_their_case_and_numbers_in_any_shape() {
        StrategyParameters parameters = StrategyParameters.parse(
                        RsiBands.STRATEGY,
                        Map.of(
                                "trade_direction", " LONG-only ",
                                "entry_band_mode", "kc",
                                "stop_mode", "atr",
                                "bb_len", 20.0,
                                "bb_std", "2.5",
                                "kc_mult", new BigDecimal("1.75"),
                                "rsi_min", 68L,
                                "use_trailing", "TRUE",
                                "use_rsi_relation", 0),
                        0)
                .orThrow();
        assertThat(parameters.direction()).isEqualTo(TradeDirection.LONG);
        assertThat(parameters.toMap())
                .containsEntry("entry_band_mode", "KC")
                .containsEntry("use_rsi_relation", false)
                .containsEntry("rsi_min", 68.0)
                .containsEntry("bb_len", 20)
                .containsEntry("bb_std", 2.5)
                .containsEntry("kc_mult", 1.75);
        assertThat(parameters.stop().mode()).isEqualTo(StopMode.ATR);
        assertThat(parameters.stop().trailing()).isTrue();
        assertThat(parse("trade_direction", "short only").direction()).isEqualTo(TradeDirection.SHORT);
    }

    @Test
    void numbers_that_make_no_sense_are_refused() {
        Map<String, List<Object>> senseless = Map.of(
                "bb_len", List.of(0, 2.5, 10_001, "1e400", true),
                "rsi_max", List.of(140, -5),
                "commission", List.of(-0.1, Double.NaN, Double.POSITIVE_INFINITY),
                "cash", List.of(0, List.of(1)),
                "stop_pct", List.of(0, -1, 101),
                "max_bars_in_trade", List.of(-1, 1.5),
                "risk_per_trade_pct", List.of(-1));
        senseless.forEach((name, values) ->
                values.forEach(value -> assertThat(StrategyParameters.faultsOf(RsiBands.STRATEGY, name, value))
                        .as("%s = %s", name, value)
                        .extracting(ParameterFault::name)
                        .containsExactly(name)));
    }

    @Test
    void market_fields_that_clients_repeat_are_ignored() {
        Map<String, Object> raw = new HashMap<>();
        StrategyParameters.IGNORED_NAMES.forEach(name -> raw.put(name, "anything"));
        assertThat(StrategyParameters.parse(RsiBands.STRATEGY, raw, 0.0005)
                        .orThrow()
                        .toMap())
                .isEqualTo(
                        StrategyParameters.defaults(RsiBands.STRATEGY, 0.0005).toMap());
    }

    @Test
    void any_trade_mode_but_the_simple_one_is_margin_and_so_is_the_simple_one_where_it_would_go_long() {
        assertThat(parse("trade_mode", "whatever").account().mode()).isEqualTo(TradeMode.MARGIN);
        assertThat(parse("trade_mode", "Simple (1x spot-style)").account().mode())
                .isEqualTo(TradeMode.SIMPLE);
        for (String direction : List.of("Both", "Long")) {
            Map<String, Object> raw = Map.of("trade_mode", "Simple (1x spot-style)", "trade_direction", direction);
            assertThat(StrategyParameters.parse(RsiBands.STRATEGY, raw, 0)
                            .orThrow()
                            .toMap())
                    .isEqualTo(StrategyParameters.parse(RsiBands.STRATEGY, Map.of("trade_direction", direction), 0)
                            .orThrow()
                            .toMap());
        }
    }

    @Test
    void a_map_of_parameters_reads_back_as_the_same_parameters() {
        for (long seed = 0; seed < 200; seed++) {
            StrategyParameters parameters = RandomMarket.parameters(seed);
            assertThat(StrategyParameters.parse(RsiBands.STRATEGY, parameters.toMap(), 0.7)
                            .orThrow()
                            .toMap())
                    .isEqualTo(parameters.toMap());
        }
    }

    @Test
    void an_age_of_no_bars_is_an_age() {
        assertThat(parse("max_bars_in_trade", 0).maxBars()).isEqualTo(OptionalInt.of(0));
    }

    private static StrategyParameters parse(String name, Object value) {
        Map<String, Object> raw = new HashMap<>();
        raw.put(name, value);
        return StrategyParameters.parse(RsiBands.STRATEGY, raw, 0.0005).orThrow();
    }
}
