package dev.quarry.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.security.Role;
import java.time.OffsetDateTime;

/**
 * A key as it is listed, without its secret, which only its owner has.
 *
 * @param id the public part of the key
 * @param name its owner
 * @param lastUsedAt to within a minute; null when it was never used
 * @param revokedAt null while it is valid
 * @param madeWhileOff whether it was created over HTTP while security was off, when anybody could do so
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ApiKey(
        String id,
        String name,
        Role role,
        OffsetDateTime createdAt,
        OffsetDateTime lastUsedAt,
        OffsetDateTime revokedAt,
        boolean madeWhileOff) {}
