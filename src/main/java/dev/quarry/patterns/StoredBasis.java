package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** What the last refresh was based on. */
public record StoredBasis(
        @Described("When it stored what it found") OffsetDateTime refreshedAt,
        @JsonUnwrapped PatternBasis basis) {}
