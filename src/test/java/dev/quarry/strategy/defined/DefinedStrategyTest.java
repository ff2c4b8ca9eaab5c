package dev.quarry.strategy.defined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.RandomMarket;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.ChartLine;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Signal;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.Definitions;
import dev.quarry.strategy.language.evaluation.Memory;
import dev.quarry.strategy.language.functions.Functions;
import dev.quarry.strategy.language.functions.Warmup;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DefinedStrategyTest {

    private static final DefinedStrategy TURTLE = strategy(Definitions.TURTLE);

    @Test
    void parameters_have_the_types_defaults_and_ranges_of_the_definition_and_the_length_of_the_common_atr() {
        assertThat(TURTLE.parameters())
                .extracting(Parameter::name)
                .containsExactly("entry_bars", "exit_bars", "trend", "trend_bars", "atr_len");
        assertThat(kind("entry_bars")).isEqualTo(Parameter.Kind.WINDOW);
        assertThat(kind("trend")).isEqualTo(Parameter.Kind.FLAG);
        assertThat(StrategyParameters.parse(TURTLE, Map.of("entry_bars", 501), 0)
                        .faults())
                .singleElement()
                .hasToString("entry_bars must be a whole number from 2 to 500");
    }

    @Test
    void what_only_if_and_the_rules_themselves_say_leaves_out_combinations_without_effect() {
        Map<String, Object> grid = Map.of("trend", List.of(true, false), "trend_bars", List.of(50, 100, 200));
        assertThat(Combinations.distinct(Grid.of(TURTLE, grid)).size()).isEqualTo(4);
        DefinedStrategy unsaid = strategy(Definitions.TURTLE.replace(", 'only_if': 'trend'", ""));
        assertThat(Combinations.distinct(Grid.of(unsaid, grid)).size())
                .as("not trend or up: nothing of up counts without the trend")
                .isEqualTo(4);
    }

    @Test
    void a_default_of_the_definition_decides_what_has_effect_where_the_grid_does_not() {
        Grid distances = Grid.of(TURTLE, Map.of("stop_atr_mult", List.of(1, 2, 3)));
        Map<String, Object> stops = Map.of("use_stop", true);
        assertThat(Combinations.distinct(distances, stops, () -> {}).size())
                .as("its stops are measured by the ATR")
                .isEqualTo(3);
        Grid percent = Grid.of(TURTLE, Map.of("stop_pct", List.of(1, 2, 3)));
        assertThat(Combinations.distinct(percent, stops, () -> {}).size()).isEqualTo(1);
    }

    @Test
    void what_base_parameters_switch_off_is_not_varied_and_a_grid_search_leaves_out_the_same() {
        Grid stops = Grid.of(TURTLE, Map.of("stop_atr_mult", List.of(1, 2, 3), "entry_bars", List.of(20, 40)));
        Grid windows = Grid.of(TURTLE, Map.of("trend_bars", List.of(50, 100, 200)));

        assertThat(Combinations.distinct(stops).size())
                .as("without stops, as a definition has it")
                .isEqualTo(2);
        assertThat(Combinations.distinct(windows, Map.of("trend", false), () -> {})
                        .size())
                .isEqualTo(1);
        assertThat(Combinations.distinct(windows, Map.of("trend", true), () -> {})
                        .size())
                .isEqualTo(3);
        assertThat(Combinations.searchable(windows, Map.of("trend", false), () -> {})
                        .size())
                .isEqualTo(1);
        assertThat(Combinations.distinct(
                                Grid.of(RsiBands.STRATEGY, Map.of("stop_pct", List.of(1, 2, 3))),
                                Map.of("use_stop", false),
                                () -> {})
                        .size())
                .as("as the reference counts it")
                .isEqualTo(3);
    }

    @Test
    void named_series_are_drawn_over_the_bars_where_they_are_prices_and_beside_them_where_they_are_not() {
        DefinedStrategy panes = strategy("""
                {'name': 'panes',
                 'series': {'average': 'ema(close, 20)', 'band': 'average + 2 * atr(14)', 'width': 'band - average',
                            'strength': 'rsi(close, 14)', 'up': 'close > average', 'half': 'hl2 / 2',
                            'yesterday': 'on("1d", highest(high, 1))', 'turn': 'supertrend(10, 3)'},
                 'long': {'enter': 'up'}}
                """.replace("\"1d\"", "\\\"1d\\\""));
        Map<String, String> pane = panes.chart().stream().collect(Collectors.toMap(ChartLine::name, ChartLine::pane));
        assertThat(pane)
                .containsEntry("average", ChartLine.PRICE)
                .containsEntry("band", ChartLine.PRICE)
                .containsEntry("half", ChartLine.PRICE)
                .containsEntry("yesterday", ChartLine.PRICE)
                .containsEntry("turn", ChartLine.PRICE)
                .containsEntry("width", "width")
                .containsEntry("strength", "strength")
                .containsEntry("up", "conditions");
    }

    @Test
    void equal_parts_are_one_whatever_the_parameters_that_do_not_count() {
        ParameterValues some = new ParameterValues(Map.of("trend", false, "trend_bars", 50));
        ParameterValues others = new ParameterValues(Map.of("trend", false, "trend_bars", 100));
        DefinedStrategy chosen = strategy("""
                {'name': 'chosen',
                 'parameters': {'trend': {'type': 'boolean', 'default': true},
                                'trend_bars': {'type': 'integer', 'default': 20, 'minimum': 1}},
                 'long': {'enter': 'close > if(trend, ema(close, trend_bars), open)'}}
                """);
        Signal one = chosen.entry(Side.LONG).under(some);
        assertThat(one).isEqualTo(chosen.entry(Side.LONG).under(others));
        assertThat(one)
                .isNotEqualTo(
                        chosen.entry(Side.LONG).under(new ParameterValues(Map.of("trend", true, "trend_bars", 50))));
    }

    @Test
    void an_expression_with_more_paths_than_atoms_is_one_part_and_not_taken_apart() {
        StringBuilder series = new StringBuilder("'s0': 'close > open'");
        for (int k = 1; k < 100; k++) {
            series.append(", 's%d': 's%d and not s%d or s%d'".formatted(k, k - 1, k - 1, k - 1));
        }
        DefinedStrategy deep = strategy("{'name': 'deep', 'series': {" + series
                + "}, 'long': {'enter': 's99', 'exit': 's99 and bars_held > 1'}}");
        Bars bars = RandomMarket.bars(Timeframe.H1, 200, 1);
        ParameterValues none = new ParameterValues(Map.of());
        Signal entry = deep.entry(Side.LONG).under(none);
        assertThat(entry.on(new IndicatorCache(bars)).test(10)).isEqualTo(bars.close()[10] > bars.open()[10]);
        assertThat(deep.exit(Side.LONG).under(none).asksPosition()).isTrue();
    }

    /** Two series, one of which begins later, agree from where a function says it has forgotten the beginning. */
    @TestFactory
    Stream<DynamicTest> a_function_has_forgotten_where_the_series_began_when_it_says_so() {
        Bars bars = RandomMarket.bars(Timeframe.M30, 3_000, 7);
        int later = 333;
        return Functions.all().values().stream()
                .filter(function ->
                        !function.arguments().isEmpty() || function.name().equals("tr"))
                .map(function -> DynamicTest.dynamicTest(function.name(), () -> {
                    String arguments = function.arguments().stream()
                            .map(argument -> switch (argument.kind()) {
                                case NUMBER, EITHER -> "close";
                                case CONDITION -> "close > open";
                                case WINDOW -> argument.name().equals("slow") ? "9" : "5";
                                case CONSTANT -> "0.2";
                                case TIMEFRAME -> "\"4h\"";
                            })
                            .collect(Collectors.joining(", "));
                    String call = function.arguments().isEmpty() ? "tr" : function.name() + "(" + arguments + ")";
                    if (function.name().equals("if")) {
                        call = "if(close > open, close, open)";
                    }
                    Definition definition = Definitions.right(Definitions.with(call));
                    int memory = Memory.bars(
                            List.of(definition.series().get("x")), definition.fallbacks(), bars.timeframe());
                    if (memory >= Warmup.ENDLESS) {
                        return;
                    }
                    double[] whole = line(definition, bars);
                    double[] part = line(definition, bars.slice(later, bars.size()));
                    for (int bar = memory; bar < part.length; bar++) {
                        assertThat(part[bar])
                                .as("%s at bar %d, memory %d", call(definition), bar, memory)
                                .isCloseTo(whole[bar + later], within(1e-9 * Math.max(1, Math.abs(part[bar]))));
                    }
                    assertThat(memory).isLessThan(part.length / 2);
                }));
    }

    private static String call(Definition definition) {
        return definition.text().substring(0, Math.min(200, definition.text().length()));
    }

    private static double[] line(Definition definition, Bars bars) {
        DefinedStrategy strategy = DefinedStrategy.of(definition);
        ChartLine x = strategy.chart().stream()
                .filter(line -> line.name().equals("x"))
                .findFirst()
                .orElseThrow();
        double[] values = x.line().under().apply(new ParameterValues(Map.of())).on(new IndicatorCache(bars));
        // NaN is never close to NaN.
        return Arrays.stream(values).map(v -> Double.isNaN(v) ? -1e300 : v).toArray();
    }

    private static Parameter.Kind kind(String name) {
        return TURTLE.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .kind();
    }

    private static DefinedStrategy strategy(String text) {
        return DefinedStrategy.of(Definitions.right(Definitions.json(text)));
    }
}
