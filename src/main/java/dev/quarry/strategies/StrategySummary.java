package dev.quarry.strategies;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.catalog.StrategyStore;
import dev.quarry.platform.json.Described;
import dev.quarry.strategy.language.Definition;
import java.time.OffsetDateTime;

/**
 * A strategy in a list.
 *
 * @param name what it is called
 * @param version its newest version; null for what comes with Quarry
 * @param digest of the definition; null for the built-in family
 * @param origin built_in, shipped or stored
 * @param description for people
 * @param parameters how many of its own it has
 * @param storedAt when that version was stored; null for what comes with Quarry
 * @param storedBy by whom
 */
public record StrategySummary(
        @Described("What it is called") String name,

        @Described("The number of its newest version; null for what comes with Quarry")
        Integer version,

        @Described("SHA-256 of its definition, 64 hexadecimal digits; null for the built-in family")
        String digest,

        @Described(value = "Where it is from", oneOf = "built_in, shipped, stored")
        String origin,

        @Described("What it is, in its author's words") String description,
        @Described("How many parameters of its own it has") int parameters,

        @Described("When that version was stored; null for what comes with Quarry")
        OffsetDateTime storedAt,

        @Described(
                "The name of the key or token that stored it, anonymous without security; null for what comes with Quarry")
        String storedBy) {

    private static final String STORED = "stored";
    static final String ABOUT_BUILT_IN =
            "Against a move that has gone far: RSI on 30-minute bins with Bollinger and Keltner bands, out at a line of a channel.";

    /** Where a strategy is from. */
    static String origin(StrategyReference reference) {
        if (reference.version() != null) {
            return STORED;
        }
        boolean comesWithQuarry = StrategyCatalog.always().stream()
                .map(CatalogedStrategy::reference)
                .anyMatch(reference::equals);
        return reference.isBuiltIn() ? "built_in" : comesWithQuarry ? "shipped" : "inline";
    }

    /** Of what comes with Quarry. */
    static StrategySummary of(CatalogedStrategy strategy) {
        return new StrategySummary(
                strategy.reference().name(),
                null,
                strategy.reference().digest(),
                origin(strategy.reference()),
                strategy.definition().map(Definition::description).orElse(ABOUT_BUILT_IN),
                (int) StrategyDetail.own(strategy).count(),
                null,
                null);
    }

    /** Of a stored one. */
    static StrategySummary of(StrategyStore.Listed stored) {
        return new StrategySummary(
                stored.reference().name(),
                stored.reference().version(),
                stored.reference().digest(),
                STORED,
                stored.description() == null ? "" : stored.description(),
                stored.parameters(),
                stored.storedAt(),
                stored.storedBy());
    }
}
