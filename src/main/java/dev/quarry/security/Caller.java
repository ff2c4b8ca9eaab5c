package dev.quarry.security;

import dev.quarry.platform.security.Role;

/**
 * Who sent a request.
 *
 * @param id what its rate is counted by; never a secret
 * @param name for people: the name of a key, the user of a token
 * @param role what it may do
 */
public record Caller(String id, String name, Role role) {

    /** Whoever calls while security is off: may do everything. */
    public static Caller anonymous(String address) {
        return new Caller("address " + address, "anonymous", Role.OPERATE);
    }
}
