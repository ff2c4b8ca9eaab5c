package dev.quarry.security.http;

import dev.quarry.platform.security.Role;
import dev.quarry.security.Caller;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Arrays;

/**
 * The caller as JAX-RS tells routes of it.
 *
 * @param caller who sent the request
 * @param isSecure whether it came over TLS
 */
record CallerContext(Caller caller, boolean isSecure) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
        return caller::name;
    }

    @Override
    public boolean isUserInRole(String role) {
        return Arrays.stream(Role.values())
                .anyMatch(one -> one.code().equals(role) && caller.role().includes(one));
    }

    @Override
    public String getAuthenticationScheme() {
        return null;
    }
}
