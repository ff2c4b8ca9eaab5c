package dev.quarry.job.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Keeps the header {@value EnqueueRoute#KEY} of the request that the thread works on for {@link EnqueueRoute}, which
 * many routes call. A bean of the request's scope would be made for each request, and hardly any has the header.
 */
@Provider
public class IdempotencyHeader implements ContainerRequestFilter {

    private static final ThreadLocal<String> TEXT = new ThreadLocal<>();

    /** As it was sent; null when it was not. Only for the thread with which the request came to its route. */
    static String text() {
        return TEXT.get();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String sent = request.getHeaderString(EnqueueRoute.KEY);
        if (sent != null) {
            TEXT.set(sent);
        } else if (TEXT.get() != null) {
            TEXT.remove();
        }
    }
}
