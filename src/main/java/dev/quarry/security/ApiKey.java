package dev.quarry.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.security.Role;
import java.time.OffsetDateTime;

/** A key as it is listed, without its secret, which only its owner has. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ApiKey(
        @Described("The public part of the key") String id,
        @Described("Its owner") String name,
        @Described("What its owner may do") Role role,
        @Described("When it was stored") OffsetDateTime createdAt,

        @Described("When it was last used, to within a minute; null when it never was")
        OffsetDateTime lastUsedAt,

        @Described("When it was revoked; null while it is valid")
        OffsetDateTime revokedAt,

        @Described("Whether it was created over HTTP while security was off, when anybody could do so")
        boolean madeWhileOff) {}
