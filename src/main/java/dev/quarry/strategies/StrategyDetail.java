package dev.quarry.strategies;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.DefinitionText;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.catalog.StrategyStore;
import dev.quarry.engine.SharedSettings;
import dev.quarry.platform.json.Described;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A strategy, whole.
 *
 * @param name what it is called
 * @param version the number of the version that is shown; null for what comes with Quarry
 * @param digest of the definition; null for the built-in family
 * @param origin built_in, shipped or stored
 * @param hidden whether its name was deleted
 * @param description for people
 * @param definition as it was written; null for the built-in family, which is no definition
 * @param parameters its own parameters
 * @param settings what all strategies share, with the defaults that they have here
 * @param series the names of its series
 * @param longs whether it buys
 * @param shorts whether it sells
 * @param grids what a search may name
 * @param versions all of them, newest first; empty for what comes with Quarry
 */
public record StrategyDetail(
        @Described("What it is called") String name,

        @Described("The number of the version that is shown; null for what comes with Quarry")
        Integer version,

        @Described("SHA-256 of the definition, 64 hexadecimal digits; null for the built-in family")
        String digest,

        @Described(value = "Where it is from", oneOf = "built_in, shipped, stored")
        String origin,

        @Described("Whether its name was deleted, so that it is not listed")
        boolean hidden,

        @Described("What it is, in its author's words") String description,

        @Described("The definition as it was written; null for the built-in family")
        JsonNode definition,

        @Described("Its own parameters, in the order in which they are shown")
        List<ParameterView> parameters,

        @Described("The settings that all strategies share, with the defaults that they have here")
        List<ParameterView> settings,

        @Described("The names of its series") List<String> series,
        @Described("Whether it buys") @JsonProperty("long") boolean longs,

        @Described("Whether it sells") @JsonProperty("short")
        boolean shorts,

        @Described("What a search may name as its grid") List<NamedGrid> grids,

        @Described("All stored versions, newest first; empty for what comes with Quarry")
        List<StrategyStore.Version> versions) {

    /**
     * A grid of a strategy.
     *
     * @param name by which it is named
     * @param jobType the type of the jobs that may name it; null for every search
     * @param combinations the size of its product
     * @param paramGrid the values by parameter, the last one fastest
     */
    public record NamedGrid(
            @Described("By which it is named") String name,

            @Described("The type of the jobs that may name it; null for every search")
            String jobType,

            @Described("How many combinations it has; null where they are beyond counting")
            Long combinations,

            @Described("The values by parameter, the last one fastest")
            Map<String, List<Object>> paramGrid) {}

    static StrategyDetail of(CatalogedStrategy strategy, boolean hidden, List<StrategyStore.Version> versions) {
        StrategyReference reference = strategy.reference();
        return strategy.definition()
                .map(definition -> of(reference, definition, strategy.written(), hidden, versions))
                .orElseGet(StrategyDetail::builtIn);
    }

    private static StrategyDetail of(
            StrategyReference reference,
            Definition definition,
            JsonNode written,
            boolean hidden,
            List<StrategyStore.Version> versions) {
        List<NamedGrid> grids = new ArrayList<>();
        definition.grids().forEach((name, values) -> grids.add(new NamedGrid(name, null, GridSize.of(values), values)));
        Map<String, Object> defaults = DefinitionText.defaults(definition);
        return new StrategyDetail(
                reference.name(),
                reference.version(),
                reference.digest(),
                reference.version() == null ? StrategySummary.SHIPPED : StrategySummary.STORED,
                hidden,
                definition.description(),
                written,
                definition.parameters().values().stream().map(ParameterView::of).toList(),
                settings(defaults),
                List.copyOf(definition.series().keySet()),
                definition.longSide().enter().isPresent(),
                definition.shortSide().enter().isPresent(),
                grids,
                versions);
    }

    private static StrategyDetail builtIn() {
        List<NamedGrid> grids = new ArrayList<>();
        BuiltInGrids.optimisation().forEach((name, values) -> grids.add(builtIn("optimize", name, values)));
        BuiltInGrids.discovery().forEach((name, values) -> grids.add(builtIn("discover", name, values)));
        return new StrategyDetail(
                RsiBands.STRATEGY.name(),
                null,
                null,
                StrategySummary.BUILT_IN,
                false,
                StrategySummary.ABOUT_BUILT_IN,
                null,
                RsiBands.STRATEGY.parameters().stream()
                        .map(parameter -> ParameterView.of(parameter, Map.of()))
                        .toList(),
                settings(Map.of()),
                List.of(),
                true,
                true,
                grids,
                List.of());
    }

    private static List<ParameterView> settings(Map<String, Object> defaults) {
        return SharedSettings.ALL.stream()
                .map(setting -> ParameterView.of(setting, defaults))
                .toList();
    }

    private static NamedGrid builtIn(String jobType, String name, Map<String, List<?>> values) {
        Grid grid = Grid.of(RsiBands.STRATEGY, values);
        return new NamedGrid(name.toUpperCase(java.util.Locale.ROOT), jobType, grid.size(), grid.values());
    }
}
