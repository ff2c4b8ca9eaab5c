package dev.quarry.strategies;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import java.util.List;
import java.util.Map;

/** What OpenAPI says of a definition; the language reads it ({@link dev.quarry.strategy.language.Definition}). */
@Example("""
        {"description": "Breakout of the highest high",
         "parameters": {"entry_bars": {"type": "integer", "default": 20, "minimum": 2, "maximum": 500},
                        "exit_bars": {"type": "integer", "default": 10, "minimum": 2, "maximum": 500}},
         "series": {"top": "highest(high, entry_bars)[1]"},
         "long": {"enter": "crosses_above(close, top)", "exit": "close < lowest(low, exit_bars)[1]"},
         "grids": {"quick": {"entry_bars": [20, 40, 55], "exit_bars": [10, 20]}}}""")
record StrategyRequest(
        @Described("That of the path, or absent") String name,
        @Described("For people, up to 10,000 characters") String description,

        @Described("What may be varied, by name: type, default, minimum, maximum, choices, description, only_if")
        Map<String, Object> parameters,

        @Described("Expressions by name, for use in any other")
        Map<String, String> series,

        @JsonProperty("long") @Described("When it buys") Side longs,
        @JsonProperty("short") @Described("When it sells") Side shorts,

        @Described("The price line that stands for ATR in stops and sizes")
        String atr,

        @Described("Other defaults of what is common to all strategies; null switches a limit off")
        Map<String, Object> defaults,

        @Described("By name: the values of parameters and common settings that a search goes through")
        Map<String, Map<String, List<Object>>> grids) {

    /** One side. */
    record Side(
            @Described("The condition on which it enters") String enter,

            @Described("The condition, at a bar's close, on which it leaves")
            String exit,

            @Described("The price line that works as a limit order from the next bar on")
            String target) {}
}
