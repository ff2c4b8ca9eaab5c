package dev.quarry.job.http;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Makes the header available to {@link EnqueueRoute}, which many routes call. */
@Provider
public class IdempotencyHeaderFilter implements ContainerRequestFilter {

    @Inject
    private IdempotencyHeader header;

    @Override
    public void filter(ContainerRequestContext request) {
        header.set(request.getHeaderString(EnqueueRoute.KEY));
    }
}
