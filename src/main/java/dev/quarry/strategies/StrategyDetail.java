package dev.quarry.strategies;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.catalog.StrategyStore;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.platform.json.Described;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.language.DeclaredParameter;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A strategy, whole.
 *
 * @param name what it is called
 * @param version the number of the version that is shown; null for what comes with Quarry
 * @param digest of the definition; null for the built-in family
 * @param origin built_in, shipped, stored or inline
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

        @Described(
                value = "Where it is from; inline is a definition that a request brought along",
                oneOf = "built_in, shipped, stored, inline")
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

    static StrategyDetail of(CatalogedStrategy found, boolean hidden, List<StrategyStore.Version> versions) {
        StrategyReference reference = found.reference();
        Strategy strategy = found.strategy();
        Optional<Definition> definition = found.definition();
        Map<String, DeclaredParameter> declared =
                definition.map(Definition::parameters).orElse(Map.of());
        return new StrategyDetail(
                reference.name(),
                reference.version(),
                reference.digest(),
                StrategySummary.origin(reference),
                hidden,
                definition.map(Definition::description).orElse(StrategySummary.ABOUT_BUILT_IN),
                found.written(),
                own(found)
                        .map(parameter -> ParameterView.of(
                                parameter,
                                Map.of(),
                                declared.containsKey(parameter.name())
                                        ? declared.get(parameter.name()).description()
                                        : ""))
                        .toList(),
                StrategyParameters.parameters(strategy)
                        .filter(setting -> own(found).noneMatch(setting::equals))
                        .map(setting -> ParameterView.of(setting, strategy.defaults(), ""))
                        .toList(),
                definition.map(one -> List.copyOf(one.series().keySet())).orElse(List.of()),
                definition.map(one -> one.longSide().enter().isPresent()).orElse(true),
                definition.map(one -> one.shortSide().enter().isPresent()).orElse(true),
                grids(found),
                versions);
    }

    /** The strategy's own parameters: of a definition, those that it declares. */
    static Stream<Parameter<?>> own(CatalogedStrategy strategy) {
        return strategy.strategy().parameters().stream().filter(parameter -> strategy.definition()
                .map(one -> one.parameters().containsKey(parameter.name()))
                .orElse(true));
    }

    /** What a search may name. */
    static List<NamedGrid> grids(CatalogedStrategy strategy) {
        return strategy.definition().map(StrategyDetail::grids).orElseGet(StrategyDetail::builtInGrids);
    }

    private static List<NamedGrid> grids(Definition definition) {
        List<NamedGrid> grids = new ArrayList<>();
        definition.grids().forEach((name, values) -> grids.add(new NamedGrid(name, null, GridSize.of(values), values)));
        return grids;
    }

    private static List<NamedGrid> builtInGrids() {
        List<NamedGrid> grids = new ArrayList<>();
        BuiltInGrids.optimisation().forEach((name, values) -> grids.add(builtIn("optimize", name, values)));
        BuiltInGrids.discovery().forEach((name, values) -> grids.add(builtIn("discover", name, values)));
        return grids;
    }

    private static NamedGrid builtIn(String jobType, String name, Map<String, List<?>> values) {
        Grid grid = Grid.of(RsiBands.STRATEGY, values);
        return new NamedGrid(name.toUpperCase(Locale.ROOT), jobType, grid.size(), grid.values());
    }
}
