package dev.quarry.security;

import dev.quarry.platform.security.Role;

/**
 * Who sent a request.
 *
 * @param id identifies the caller for the rate limit; never a secret
 * @param name for people to read: the name of a key, the user of a token
 * @param role what the caller may do
 */
public record Caller(String id, String name, Role role) {

    /** The caller while security is off, who may do everything. */
    public static Caller anonymous(String address) {
        return new Caller("address " + address, "anonymous", Role.OPERATE);
    }
}
