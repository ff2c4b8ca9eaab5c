package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.OffsetDateTime;

/**
 * What the last refresh was based on.
 *
 * @param refreshedAt when it stored what it found
 * @param basis the runs and tests it was based on
 */
public record StoredBasis(
        OffsetDateTime refreshedAt, @JsonUnwrapped PatternBasis basis) {}
