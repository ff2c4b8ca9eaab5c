package dev.quarry.strategy.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Suggestions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {

    @Test
    void the_turtle_is_read_as_it_is_written() {
        Definition turtle = Definitions.right(Definitions.json(Definitions.TURTLE));

        assertThat(turtle.name()).isEqualTo("turtle");
        assertThat(turtle.parameters().keySet()).containsExactly("entry_bars", "exit_bars", "trend", "trend_bars");
        assertThat(turtle.parameters().get("trend_bars"))
                .isEqualTo(new DeclaredParameter(
                        "trend_bars", ParameterType.INTEGER, 200, 2.0, 2000.0, "", "trend", List.of()));
        assertThat(turtle.series().keySet()).containsExactly("top", "bottom", "up");
        assertThat(turtle.longSide().enter().orElseThrow().parameters())
                .containsExactly("entry_bars", "trend", "trend_bars");
        assertThat(turtle.longSide().exit().orElseThrow().parameters()).containsExactly("exit_bars");
        assertThat(turtle.longSide().target()).isEmpty();
        assertThat(turtle.defaults()).containsEntry("stop_mode", "ATR").containsEntry("use_trailing", false);
        assertThat(turtle.grids()).containsOnlyKeys("quick");
        assertThat(turtle.grids().get("quick")).containsEntry("entry_bars", List.of(20, 40, 55));
        assertThat(turtle.faultsOn(Timeframe.M30)).isEmpty();
    }

    @Test
    void equal_expressions_are_one_node_whatever_series_they_are_written_in() {
        Map<String, Object> json = Definitions.with("ema(close, n) - ema(close,n)");
        json.put("long", Map.of("enter", "x > ema( close , n )"));
        Definition definition = Definitions.right(json);

        Node difference = definition.series().get("x");
        assertThat(difference.operands().get(0)).isSameAs(difference.operands().get(1));
        assertThat(definition.longSide().enter().orElseThrow().operands())
                .containsExactly(difference, difference.operands().get(0));
    }

    @Test
    void series_may_name_one_another_in_any_order() {
        Map<String, Object> json = Definitions.with("y + z");
        series(json).put("y", "z * 2");
        series(json).put("z", "close");

        assertThat(Definitions.right(json).series().keySet()).containsExactly("x", "y", "z");
    }

    @Test
    void series_in_a_circle_are_told_once_with_the_way_round() {
        Map<String, Object> json = Definitions.with("y + 1");
        series(json).put("y", "z * 2");
        series(json).put("z", "y - close");
        series(json).put("fine", "close");

        assertThat(Definitions.faults(json)).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("series.y");
            assertThat(fault.message()).isEqualTo("`y` can't be made of itself: y → z → y");
            assertThat(fault.text()).isEqualTo("z");
        });
        assertThat(Definitions.faults(Definitions.with("x[1] + close")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).isEqualTo("`x` can't be made of itself: x → x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "and | a word of the language",
                "If | a function",
                "CLOSE | a price",
                "hour | a time of the bar",
                "entry_price | a value of the position",
                "ema | a function",
                "stop_pct | a common setting",
                "symbol | a field of the market"
            })
    void a_name_that_is_taken_is_refused(String name, String owner) {
        Map<String, Object> json = Definitions.with("close");
        json.put("parameters", Map.of(name, Map.of("type", "boolean", "default", true)));
        assertThat(Definitions.faults(json))
                .extracting(Fault::message)
                .containsExactly("`" + name + "` is " + owner + " already: choose another name");

        Map<String, Object> asSeries = Definitions.with("close");
        series(asSeries).put(name, "open");
        assertThat(Definitions.faults(asSeries)).extracting(Fault::field).containsExactly("series." + name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type': 'integer'} | default | the default of `p` is missing",
                "{'type': 'int', 'default': 1} | type | the type of a parameter must be one of integer, number, boolean, choice; did you mean `integer`?",
                "{'type': 'integr', 'default': 1} | type | the type of a parameter must be one of integer, number, boolean, choice; did you mean `integer`?",
                "{'type': 'integer', 'default': 1.5} | default | the default of `p` must be a whole number",
                "{'type': 'integer', 'default': '1'} | default | the default of `p` must be a whole number",
                "{'type': 'integer', 'default': 1, 'minimum': 2} | default | the default of `p` must be at least 2",
                "{'type': 'number', 'default': 1, 'maximum': 0.5} | default | the default of `p` must be at most 0.5",
                "{'type': 'number', 'default': 1, 'minimum': 3, 'maximum': 2} | minimum | `minimum` must not be above `maximum`",
                "{'type': 'boolean', 'default': 1} | default | the default of `p` must be true or false",
                "{'type': 'boolean', 'default': true, 'minimum': 1} | minimum | only an integer or a number has a minimum and a maximum",
                "{'type': 'choice', 'default': 'a'} | choices | a choice has a list of 1 to 100 texts, such as [\"fast\", \"slow\"]",
                "{'type': 'choice', 'choices': ['a', 'a'], 'default': 'a'} | choices | the texts of a choice are not empty and each stands there once",
                "{'type': 'choice', 'choices': ['a', 'b'], 'default': 'c'} | default | the default of `p` must be one of a, b",
                "{'type': 'integer', 'default': 1, 'only_if': 'p'} | only_if | `only_if` must name a boolean parameter of the definition",
                "{'type': 'integer', 'default': 1, 'only_if': 'q'} | only_if | `only_if` must name a boolean parameter of the definition",
                "{'type': 'boolean', 'default': true, 'only_if': 'p'} | only_if | `p` would switch itself off",
                "{'type': 'integer', 'default': 1, 'minimun': 1} | minimun | unknown field `minimun`; there are type, default, minimum, maximum, choices, description, only_if; did you mean `minimum`?"
            })
    void a_faulty_parameter_is_told_at_its_field(String parameter, String field, String message) {
        Map<String, Object> json = Definitions.with("close");
        json.put("parameters", Map.of("p", Definitions.json(parameter)));

        assertThat(Definitions.faults(json)).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("parameters.p." + field);
            assertThat(fault.message()).isEqualTo(message);
        });
    }

    @Test
    void a_faulty_parameter_is_no_unknown_name_beside() {
        Map<String, Object> json = Definitions.with("ema(close, p) + p");
        json.put("parameters", Map.of("p", Map.of("type", "integer", "default", 0.5)));

        assertThat(Definitions.faults(json)).extracting(Fault::field).containsExactly("parameters.p.default");
    }

    @Test
    void a_parameter_that_is_a_window_ends_where_windows_do() {
        Map<String, Object> json = Definitions.with("ema(close, p)");
        json.put("parameters", Map.of("p", Map.of("type", "integer", "default", 5, "minimum", 1)));
        Definition definition = Definitions.right(json);

        assertThat(definition.parameters().get("p").maximum()).isEqualTo(10_000);
        assertThat(definition.faultsOf(Map.of("p", 10_001)))
                .extracting(Fault::message)
                .containsExactly("`p` must be at most 10000");
        assertThat(definition.faultsOf(Map.of("q", 1)))
                .extracting(Fault::message)
                .containsExactly("`q` is no parameter of test; did you mean `p`?");
        assertThat(definition.values(Map.of("p", 7.0)).values()).containsEntry("p", 7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | name",
                "{'name': 'a b', 'long': {'enter': 'true'}} | name",
                "{'name': 'a', 'long': {'enter': 'true'}, 'lnog': {}} | lnog",
                "{'name': 'a', 'long': {'entr': 'true'}} | long.entr",
                "{'name': 'a', 'long': {'exit': 'true'}} | long.enter",
                "{'name': 'a', 'long': 'close > 1'} | long",
                "{'name': 'a', 'long': {'enter': 'close'}} | long.enter",
                "{'name': 'a', 'long': {'enter': 5}} | long.enter",
                "{'name': 'a', 'long': {'enter': ''}} | long.enter",
                "{'name': 'a', 'long': {'enter': 'true', 'target': 'true'}} | long.target",
                "{'name': 'a', 'long': {'enter': 'true', 'target': 'entry_price'}} | long.target",
                "{'name': 'a', 'long': {'enter': 'true'}, 'atr': 'close > 1'} | atr",
                "{'name': 'a', 'long': {'enter': 'true'}, 'defaults': {'stop_pc': 1}} | defaults.stop_pc",
                "{'name': 'a', 'long': {'enter': 'true'}, 'defaults': {'symbol': 'BTC/USD'}} | defaults.symbol",
                "{'name': 'a', 'long': {'enter': 'true'}, 'defaults': {'stop_pct': [1]}} | defaults.stop_pct",
                "{'name': 'a', 'long': {'enter': 'true'}, 'grids': {'g': {'n': [1]}}} | grids.g.n",
                "{'name': 'a', 'long': {'enter': 'true'}, 'grids': {'g': {'stop_pct': []}}} | grids.g.stop_pct",
                "{'name': 'a', 'long': {'enter': 'true'}, 'grids': {'g': {}}} | grids.g",
                "{'name': 'a', 'long': {'enter': 'true'}, 'grids': {'g': {'stop_pct': [1]}, 'G': {'stop_pct': [2]}}} | grids.G",
                "{'name': 'a', 'long': {'enter': 'true'}, 'series': {'s': null}} | series.s",
                "{'name': 'a', 'long': {'enter': 'true'}, 'series': ['close']} | series",
                "{'name': 'a', 'long': {'enter': 'true'}, 'description': 5} | description"
            })
    void what_is_no_definition_is_told_at_its_field(String text, String field) {
        assertThat(Definitions.read(text).definition()).isEmpty();
        assertThat(Definitions.read(text).faults()).extracting(Fault::field).contains(field);
    }

    @Test
    void words_of_other_languages_and_short_ones_are_understood() {
        assertThat(Suggestions.nearest("min", List.of("minimum", "maximum", "type")))
                .isEqualTo("minimum");
        assertThat(Suggestions.nearest("int", List.of("integer", "number"))).isEqualTo("integer");
        assertThat(Suggestions.nearest("crossunder", List.of("crosses_above", "crosses_below")))
                .isEqualTo("crosses_below");
        assertThat(Suggestions.nearest("stop", List.of("stop_pct_1", "stop_mode_1")))
                .isNull();
    }

    @Test
    void values_of_grids_are_held_against_the_parameters() {
        Map<String, Object> json = Definitions.with("close");
        json.put(
                "grids",
                Map.of("g", Map.of("n", List.of(1, 10, 2.5), "c", List.of("fast", "fsat"), "stop_pct", List.of(1.5))));

        assertThat(Definitions.faults(json))
                .extracting(fault -> fault.field() + ": " + fault.message())
                .containsExactlyInAnyOrder(
                        "grids.g.n: `n` must be at most 9",
                        "grids.g.n: `n` must be a whole number",
                        "grids.g.c: `c` must be one of fast, slow, off");
    }

    @Test
    void a_null_default_switches_a_limit_off() {
        Map<String, Object> json = Definitions.with("close");
        json.put("defaults", Definitions.json("{'stop_pct': null}"));

        assertThat(Definitions.right(json).defaults()).containsEntry("stop_pct", null);
    }

    @Test
    void faults_of_all_parts_are_told_at_once() {
        assertThat(Definitions.read("""
                                {'name': '', 'parameters': {'n': {'type': 'integer', 'default': 0.5}},
                                 'series': {'s': 'emaa(close, 3)'}, 'long': {'enter': 'clsoe > 1'}, 'atr': 'tr > 1',
                                 'defaults': {'stop': 1}, 'grids': {'g': {'m': [1]}}}
                                """).faults())
                .extracting(Fault::field)
                .containsExactly(
                        "name", "parameters.n.default", "series.s", "long.enter", "atr", "defaults.stop", "grids.g.m");
    }

    @Test
    void texts_are_the_same_when_the_json_with_sorted_keys_is() {
        Definition one = Definitions.right(
                Definitions.json(
                        "{'name': 'a', 'long': {'enter': 'close > open', 'exit': 'true'}, 'defaults': {'stop_pct': 2.0, 'use_stop': true}}"));
        Definition other = Definitions.right(
                Definitions.json(
                        "{'defaults': {'use_stop': true, 'stop_pct': 2}, 'long': {'exit': 'true', 'enter': 'close > open'}, 'name': 'a'}"));
        Definition blank = Definitions.right(
                Definitions.json(
                        "{'name': 'a', 'long': {'enter': 'close >  open', 'exit': 'true'}, 'defaults': {'stop_pct': 2.0, 'use_stop': true}}"));

        assertThat(one.text())
                .isEqualTo("{\"defaults\":{\"stop_pct\":2,\"use_stop\":true},"
                        + "\"long\":{\"enter\":\"close > open\",\"exit\":\"true\"},\"name\":\"a\"}");
        assertThat(other.digest()).isEqualTo(one.digest()).hasSize(64);
        assertThat(blank.digest()).as("expressions as written").isNotEqualTo(one.digest());
    }

    @Test
    void a_timeframe_that_is_no_longer_multiple_of_the_markets_is_told_at_its_place() {
        Map<String, Object> json = Definitions.with("close + on('4h', close)");
        Definition definition = Definitions.right(json);

        assertThat(definition.faultsOn(Timeframe.H1)).isEmpty();
        assertThat(definition.faultsOn(Timeframe.H4)).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("series.x");
            assertThat(fault.column()).isEqualTo(12);
            assertThat(fault.message())
                    .isEqualTo("\"4h\" can't be made of bars of 4h: it must be a longer multiple of them");
        });
        assertThat(Definitions.right(Definitions.with("on_at_least('4h', close)"))
                        .faultsOn(Timeframe.D1))
                .isEmpty();
        assertThat(Definitions.right(Definitions.with("on_at_least('1w', close)"))
                        .faultsOn(Timeframe.D3))
                .hasSize(1);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> series(Map<String, Object> json) {
        return (Map<String, Object>) json.get("series");
    }
}
