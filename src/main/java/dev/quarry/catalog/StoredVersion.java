package dev.quarry.catalog;

import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;

/**
 * A version of a stored strategy.
 *
 * @param reference its name, number and digest
 * @param definition as it was written
 * @param storedAt when, by the database
 * @param storedBy the name of the key or token that stored it; anonymous without security
 * @param hidden whether its name was deleted since
 */
public record StoredVersion(
        StrategyReference reference, JsonNode definition, OffsetDateTime storedAt, String storedBy, boolean hidden) {}
