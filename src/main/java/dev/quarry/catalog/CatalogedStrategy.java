package dev.quarry.catalog;

import dev.quarry.strategy.language.Definition;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A strategy that was found.
 *
 * @param reference by which it is found again
 * @param definition what it is; empty for the built-in family
 * @param written the definition as it was written; null for the built-in family
 */
public record CatalogedStrategy(StrategyReference reference, Optional<Definition> definition, JsonNode written) {

    /** The built-in family. */
    public static final CatalogedStrategy BUILT_IN =
            new CatalogedStrategy(StrategyReference.BUILT_IN, Optional.empty(), null);

    /** One that has a definition. */
    static CatalogedStrategy of(StrategyReference reference, Definition definition, JsonNode written) {
        return new CatalogedStrategy(reference, Optional.of(definition), written);
    }
}
