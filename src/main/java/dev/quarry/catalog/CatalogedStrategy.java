package dev.quarry.catalog;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A strategy that was found.
 *
 * @param reference by which it is found again
 * @param strategy as engines know it
 * @param definition what it is; empty for the built-in family
 * @param written the definition as it was written; null for the built-in family
 */
public record CatalogedStrategy(
        StrategyReference reference, Strategy strategy, Optional<Definition> definition, JsonNode written) {

    /** The built-in family. */
    public static final CatalogedStrategy BUILT_IN =
            new CatalogedStrategy(StrategyReference.BUILT_IN, RsiBands.STRATEGY, Optional.empty(), null);

    /** One that has a definition. */
    static CatalogedStrategy of(StrategyReference reference, DefinedStrategy strategy, JsonNode written) {
        return new CatalogedStrategy(reference, strategy, Optional.of(strategy.definition()), written);
    }

    /** The grids of its definition by lower-case name; empty for the built-in family, whose searches have different ones. */
    public Optional<Map<String, Map<String, List<?>>>> grids() {
        return definition.map(one -> {
            Map<String, Map<String, List<?>>> grids = new LinkedHashMap<>();
            one.grids()
                    .forEach((name, values) -> grids.put(name.toLowerCase(Locale.ROOT), new LinkedHashMap<>(values)));
            return grids;
        });
    }

    /**
     * What identifies a strategy in counts of what was tried: the digest of its definition, empty for the built-in family.
     * Strategies of equal definitions are one, whatever they are called.
     */
    public static String key(Strategy strategy) {
        return strategy instanceof DefinedStrategy defined
                ? defined.definition().digest()
                : "";
    }

    /** What of it can't be computed on bars of that timeframe, each fault under {@link StrategyCatalog#FIELD}. */
    public List<Fault> faultsOn(Timeframe market) {
        return definition.map(one -> one.faultsOn(market)).orElse(List.of()).stream()
                .map(StrategyCatalog::under)
                .toList();
    }
}
