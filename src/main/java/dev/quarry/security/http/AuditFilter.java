package dev.quarry.security.http;

import dev.quarry.security.Caller;
import dev.quarry.security.store.AuditStore;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Records what operators do, on the routes that {@link AuditedRoutes} puts it on: a row before the action, which is not done if that fails, and its outcome after it. An
 * attempt by a caller whose role does not allow the action is recorded too; one without a valid key is not, so that
 * nobody can fill the table.
 */
@Dependent
public class AuditFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final Logger LOG = Logger.getLogger(AuditFilter.class.getName());
    private static final String ROW = "quarry.audit";
    private static final int MAX_CHARACTERS = 1000;

    private final AuditStore audit;

    @Inject
    public AuditFilter(AuditStore audit) {
        this.audit = audit;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        if (request.getProperty(AccessFilter.CALLER) instanceof Caller caller) {
            request.setProperty(ROW, begin(request, caller, beginning(request), null));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        try {
            if (request.getProperty(ROW) instanceof Long row) {
                audit.end(row, response.getStatus());
            } else if (response.getStatus() == 403
                    && request.getProperty(AccessFilter.CALLER) instanceof Caller caller) {
                begin(request, caller, null, 403);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The outcome of an operator''s action could not be recorded: {0}", e.toString());
        }
    }

    private long begin(ContainerRequestContext request, Caller caller, String body, Integer status) {
        return audit.begin(
                caller.name(),
                String.valueOf(request.getProperty(AccessFilter.ADDRESS)),
                printable(request.getMethod() + " "
                        + request.getUriInfo().getRequestUri().getRawPath()
                        + query(request.getUriInfo().getRequestUri().getRawQuery())),
                body,
                status);
    }

    private static String query(String query) {
        return query == null ? "" : "?" + query;
    }

    /** The beginning of the body; what is read here is put back in front of the rest. */
    private static String beginning(ContainerRequestContext request) throws IOException {
        if (!request.hasEntity()) {
            return null;
        }
        InputStream body = request.getEntityStream();
        byte[] first = body.readNBytes(MAX_CHARACTERS);
        request.setEntityStream(
                first.length < MAX_CHARACTERS
                        ? new ByteArrayInputStream(first)
                        : new SequenceInputStream(new ByteArrayInputStream(first), body));
        String text = printable(new String(first, StandardCharsets.UTF_8)).strip();
        return text.isEmpty() ? null : text;
    }

    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > MAX_CHARACTERS ? line.substring(0, MAX_CHARACTERS) : line;
    }
}
