package dev.quarry.security.http;

import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import dev.quarry.security.AuditEvent;
import dev.quarry.security.store.AuditStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What operators did, for operators. */
@Path("/audit")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiredRole(Role.OPERATE)
public class AuditResource {

    private final AuditStore audit;

    @Inject
    public AuditResource(AuditStore audit) {
        this.audit = audit;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public AuditResource() {
        this(null);
    }

    /** The newest first. {@code next_cursor} leads to the next page, and is null when there is none. */
    @GET
    @Operation(operationId = "listAudit", summary = "What operators did, newest first")
    public AuditPage list(
            @QueryParam("limit") @Whole(min = 1, max = 500, defaultValue = 50) String limit,
            @QueryParam("cursor") String cursor) {
        int most = QueryParameter.integer("limit", limit, 50, 1, 500);
        List<AuditEvent> events = audit.page(before(cursor), most + 1);
        boolean more = events.size() > most;
        List<AuditEvent> page = more ? events.subList(0, most) : events;
        return new AuditPage(page, more ? Long.toString(page.get(most - 1).id()) : null);
    }

    private static long before(String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return Long.MAX_VALUE;
        }
        if (!cursor.matches("[0-9]{1,18}")) {
            throw new InvalidInputException("cursor", "must be the next_cursor of the page before");
        }
        return Long.parseLong(cursor);
    }

    /** A page of events. */
    public record AuditPage(
            @Described("The events, newest first") List<AuditEvent> events,

            @Described("The cursor of the next page; null on the last one")
            String nextCursor) {}
}
