package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.OffsetDateTime;

/**
 * A rule as {@code GET /v1/patterns} shows it.
 *
 * @param ruleId its id; each refresh assigns new ones
 * @param rule the rule
 * @param discoveredAt when the refresh stored it
 */
public record StoredRule(long ruleId, @JsonUnwrapped Rule rule, OffsetDateTime discoveredAt) {}
