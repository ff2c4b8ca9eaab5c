package dev.quarry.strategy.language;

import dev.quarry.series.MarketFields;
import dev.quarry.strategy.language.syntax.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Definitions for tests, as JSON with single quotes. */
public final class Definitions {

    public static final CommonNames TAKEN = new CommonNames(
            Set.of(
                    "use_stop",
                    "stop_mode",
                    "stop_pct",
                    "stop_atr_mult",
                    "use_trailing",
                    "trade_direction",
                    "commission"),
            Stream.concat(MarketFields.ALL.stream(), Stream.of("strategy")).collect(Collectors.toSet()));

    /** The example of the design. */
    public static final String TURTLE = """
            {
              'name': 'turtle',
              'description': 'Breakout of the highest high, with the trend; leaves on the opposite, shorter channel.',
              'parameters': {
                'entry_bars': {'type': 'integer', 'default': 20, 'minimum': 2, 'maximum': 500, 'description': 'bars of the entry channel'},
                'exit_bars':  {'type': 'integer', 'default': 10, 'minimum': 2, 'maximum': 500},
                'trend':      {'type': 'boolean', 'default': true},
                'trend_bars': {'type': 'integer', 'default': 200, 'minimum': 2, 'maximum': 2000, 'only_if': 'trend'}
              },
              'series': {
                'top':    'highest(high, entry_bars)[1]',
                'bottom': 'lowest(low, entry_bars)[1]',
                'up':     'close > ema(close, trend_bars)'
              },
              'long':  {'enter': 'crosses_above(close, top) and (not trend or up)', 'exit': 'close < lowest(low, exit_bars)[1]'},
              'short': {'enter': 'crosses_below(close, bottom) and (not trend or not up)', 'exit': 'close > highest(high, exit_bars)[1]'},
              'defaults': {'trade_direction': 'Both', 'stop_mode': 'ATR', 'stop_atr_mult': 2.0, 'use_trailing': false},
              'grids': {'quick': {'entry_bars': [20, 40, 55], 'exit_bars': [10, 20], 'trend': [true, false]}}
            }
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private Definitions() {}

    @SuppressWarnings("unchecked")
    public static Map<String, Object> json(String text) {
        return JSON.readValue(text.replace('\'', '"'), LinkedHashMap.class);
    }

    /** A definition among the test resources. */
    @SuppressWarnings("unchecked")
    public static Definition resource(String name) {
        return right(
                JSON.readValue(Definitions.class.getResourceAsStream("/definitions/" + name), LinkedHashMap.class));
    }

    public static Definition.Reading read(String text) {
        return Definition.read(json(text), TAKEN);
    }

    public static Definition right(Map<String, Object> json) {
        Definition.Reading reading = Definition.read(json, TAKEN);
        return reading.definition().orElseThrow(() -> new AssertionError(messages(reading.faults())));
    }

    /** A definition whose parameters have every type, and whose named series {@code x} is that expression. */
    public static Map<String, Object> with(String expression) {
        Map<String, Object> json = json("""
                {'name': 'test',
                 'parameters': {
                   'n': {'type': 'integer', 'default': 3, 'minimum': 1, 'maximum': 9},
                   'k': {'type': 'integer', 'default': 1, 'minimum': 0, 'maximum': 4},
                   'loose': {'type': 'integer', 'default': 5},
                   'wide': {'type': 'integer', 'default': 5, 'minimum': 1, 'maximum': 20000},
                   'f': {'type': 'number', 'default': 1.5, 'minimum': 0.5, 'maximum': 3},
                   'b': {'type': 'boolean', 'default': true},
                   'c': {'type': 'choice', 'choices': ['fast', 'slow', 'off'], 'default': 'fast'}},
                 'series': {},
                 'long': {'enter': 'close > open'}}
                """);
        @SuppressWarnings("unchecked")
        Map<String, Object> series = (Map<String, Object>) json.get("series");
        series.put("x", expression);
        return json;
    }

    /** The same with the expression as the exit of longs, which may ask about the position. */
    public static Map<String, Object> withExit(String expression) {
        Map<String, Object> json = with("close");
        json.put("long", Map.of("enter", "close > open", "exit", expression));
        return json;
    }

    public static List<Fault> faults(Map<String, Object> json) {
        return Definition.read(json, TAKEN).faults();
    }

    public static String messages(List<Fault> faults) {
        return faults.stream()
                .map(f -> f.field() + " " + f.line() + ":" + f.column() + " " + f.message())
                .collect(Collectors.joining("\n"));
    }
}
