package dev.quarry.platform.http;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Allows browsers' requests from the {@link AllowedOrigins}. There are none by default: then only pages that Quarry
 * serves itself can call it. Never allows credentials.
 */
@Provider
@PreMatching
public class CorsFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String ORIGIN = "Origin";

    @Inject
    private AllowedOrigins origins;

    @Override
    public void filter(ContainerRequestContext request) {
        if ("OPTIONS".equals(request.getMethod())
                && request.getHeaderString("Access-Control-Request-Method") != null
                && isAllowed(request)) {
            request.abortWith(Response.noContent().build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (isAllowed(request)) {
            var headers = response.getHeaders();
            headers.putSingle("Access-Control-Allow-Origin", request.getHeaderString(ORIGIN));
            headers.putSingle("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
            headers.putSingle(
                    "Access-Control-Allow-Headers",
                    "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Api-Key");
            headers.putSingle("Access-Control-Expose-Headers", "Location, Retry-After, WWW-Authenticate");
            headers.putSingle("Access-Control-Max-Age", "600");
            headers.add("Vary", ORIGIN);
        }
    }

    private boolean isAllowed(ContainerRequestContext request) {
        return origins.includes(request.getHeaderString(ORIGIN));
    }
}
