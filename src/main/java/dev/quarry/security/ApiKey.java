package dev.quarry.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.security.Role;
import java.time.OffsetDateTime;

/**
 * A key as it is listed: never its secret, which nobody has but its owner.
 *
 * @param id the public part of the key
 * @param name whose it is
 * @param lastUsedAt to within a minute; null when it never was
 * @param revokedAt null while it is valid
 * @param madeWhileOff whether it was made over HTTP while security was off, when anybody could
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
