package dev.quarry.job.http;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Keeps the header for {@link EnqueueRoute}, whose callers are routes of every kind. */
@Provider
public class IdempotencyHeaderFilter implements ContainerRequestFilter {

    @Inject
    private IdempotencyHeader header;

    @Override
    public void filter(ContainerRequestContext request) {
        header.set(request.getHeaderString(EnqueueRoute.KEY));
    }
}
