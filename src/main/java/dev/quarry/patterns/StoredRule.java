package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** A rule as {@code GET /v1/patterns} shows it. */
public record StoredRule(
        @Described("Its id; each refresh assigns new ones") long ruleId,
        @JsonUnwrapped Rule rule,
        @Described("When the refresh stored it") OffsetDateTime discoveredAt) {}
