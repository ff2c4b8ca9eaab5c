package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.OffsetDateTime;

/**
 * What the last refresh looked at.
 *
 * @param refreshedAt when it stored what it found
 * @param basis what it looked at
 */
public record StoredBasis(
        OffsetDateTime refreshedAt, @JsonUnwrapped PatternBasis basis) {}
