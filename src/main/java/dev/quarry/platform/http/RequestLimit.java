package dev.quarry.platform.http;

import dev.quarry.platform.sql.TimeLimit;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;

/**
 * Limits the time for which a request, and so its client and its thread, waits for a database that has gone silent to a
 * minute.
 */
@Provider
@Priority(0)
public class RequestLimit implements ContainerRequestFilter, ContainerResponseFilter {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Override
    public void filter(ContainerRequestContext request) {
        TimeLimit.set(LIMIT);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        TimeLimit.set(null);
    }
}
