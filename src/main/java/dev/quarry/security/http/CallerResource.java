package dev.quarry.security.http;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who asks, so that a client offers what its key may do and nothing else. */
@Path("/caller")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class CallerResource {

    private final Access access;

    @Inject
    public CallerResource(Access access) {
        this.access = access;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public CallerResource() {
        this(null);
    }

    /** The owner of the key or token of this request. */
    @GET
    @Operation(operationId = "getCaller", summary = "Who asks, and what they may do")
    public Known caller(@Context SecurityContext caller) {
        String role = Arrays.stream(Role.values())
                .map(Role::code)
                .filter(caller::isUserInRole)
                .reduce((lower, higher) -> higher)
                .orElseThrow();
        return new Known(caller.getUserPrincipal().getName(), role, access.isOn());
    }

    /** What is known of a caller. */
    public record Known(
            @Described("The owner of the key, the user of the token, or anonymous while security is off")
            String name,

            @Described(value = "What the caller may do", oneOf = "read, submit, operate")
            String role,

            @Described("Whether routes ask for a key or a token")
            boolean security) {}
}
