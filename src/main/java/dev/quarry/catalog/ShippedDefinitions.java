package dev.quarry.catalog;

import dev.quarry.platform.json.Json;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The definitions that come with Quarry, each a file among its resources. Their names are nobody else's. They have no version:
 * in another version of Quarry their text may be another one, so they are named by its digest.
 */
final class ShippedDefinitions {

    private static final List<String> FILES = List.of(
            "moving_average_cross",
            "turtle_trading",
            "bollinger_breakout",
            "bollinger_reversion",
            "rsi_2",
            "macd_cross",
            "supertrend",
            "keltner_adx",
            "vwap_reversion",
            "opening_range_breakout",
            "zscore_reversion",
            "multi_timeframe_trend");

    private static final Map<String, CatalogedStrategy> BY_NAME = read();

    private ShippedDefinitions() {}

    /** All of them by name, in the order in which they are listed. */
    static Map<String, CatalogedStrategy> all() {
        return BY_NAME;
    }

    /** The one of that digest, or of that name where there is no digest. */
    static Optional<CatalogedStrategy> find(StrategyReference requested) {
        return BY_NAME.values().stream()
                .filter(shipped -> requested.version() == null)
                .filter(shipped -> requested.digest() == null
                        ? requested.name().equals(shipped.reference().name())
                        : requested.digest().equals(shipped.reference().digest()))
                .findFirst();
    }

    private static Map<String, CatalogedStrategy> read() {
        Map<String, CatalogedStrategy> all = new LinkedHashMap<>();
        for (String file : FILES) {
            try (InputStream text = ShippedDefinitions.class.getResourceAsStream("/strategies/" + file + ".json")) {
                JsonNode json = Json.MAPPER.readTree(text);
                Definition definition = DefinitionText.read(json)
                        .definition()
                        .orElseThrow(() -> new IllegalStateException("the definition " + file + " has faults"));
                StrategyReference reference = new StrategyReference(definition.name(), null, definition.digest());
                all.put(definition.name(), CatalogedStrategy.of(reference, DefinedStrategy.of(definition), json));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
