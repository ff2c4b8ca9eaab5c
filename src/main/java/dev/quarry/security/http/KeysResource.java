package dev.quarry.security.http;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import dev.quarry.security.ApiKey;
import dev.quarry.security.KeyText;
import dev.quarry.security.SecuritySettings;
import dev.quarry.security.store.ApiKeyStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import tools.jackson.databind.JsonNode;

/** Keys of the API, for operators. */
@Path("/keys")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiredRole(Role.OPERATE)
public class KeysResource {

    private final ApiKeyStore keys;
    private final Callers callers;
    private final PayloadReader reader;
    private final SecuritySettings settings;

    @Inject
    public KeysResource(ApiKeyStore keys, Callers callers, PayloadReader reader, SecuritySettings settings) {
        this.keys = keys;
        this.callers = callers;
        this.reader = reader;
        this.settings = settings;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public KeysResource() {
        this(null, null, null, null);
    }

    /** All valid keys and the thousand that were revoked last, without their secrets. */
    @GET
    @Operation(operationId = "listKeys", summary = "All keys, without their secrets")
    public Keys list() {
        return new Keys(keys.listed());
    }

    /** Creates a key; this answer is the only place where it is ever shown. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createKey", summary = "Make a key; this answer is the only place where it is seen")
    @RequestBodySchema(KeyRequest.class)
    @APIResponse(responseCode = "409", description = "There is a key of that name")
    public NewKey create(JsonNode body) {
        KeyRequest request = reader.read(body, KeyRequest.class);
        KeyText key = KeyText.random();
        if (!keys.add(key, request.name(), Role.of(request.role()).orElseThrow(), !settings.isOn())) {
            throw new ProblemException(409, "Conflict", "There is a key of that name; revoke it first");
        }
        return new NewKey(key.id(), request.name(), request.role(), key.reveal());
    }

    /** Revokes a key; on other nodes within ten seconds. */
    @DELETE
    @Path("{id}")
    @Operation(operationId = "revokeKey", summary = "End a key")
    public Response revoke(@PathParam("id") String id) {
        if (!keys.revoke(id)) {
            throw ProblemException.notFound("There is no valid key of that id");
        }
        callers.forget(id);
        return Response.noContent().build();
    }

    /** The data of a new key. */
    @Example("""
            {"name": "notebook", "role": "submit"}""")
    public record KeyRequest(
            @Described("The owner of the key") String name,

            @Described(value = "What the owner may do", oneOf = "read, submit, operate")
            String role)
            implements Checked {

        @Override
        public List<Violation> violations() {
            List<Violation> violations = new ArrayList<>();
            if (name == null || !name.matches("[A-Za-z0-9_.@-]{1,100}")) {
                violations.add(new Violation(
                        "name", "must be 1 to 100 letters, digits, dots, dashes, underscores or at signs"));
            }
            if (role == null || Role.of(role).isEmpty()) {
                violations.add(new Violation("role", "must be one of read, submit, operate"));
            }
            return violations;
        }
    }

    /** The answer of the list. */
    public record Keys(
            @Described("The valid keys, and those revoked last")
            List<ApiKey> keys) {}

    /** A new key. */
    public record NewKey(
            @Described("The public part, by which it is revoked")
            String id,

            @Described("The owner of the key") String name,

            @Described(value = "What the owner may do", oneOf = "read, submit, operate")
            String role,

            @Described("The full text, which is never shown again")
            String key) {}
}
