package dev.quarry.security.http;

import dev.quarry.platform.http.Gates;
import dev.quarry.platform.problem.Problem;
import dev.quarry.platform.security.AnswersWithoutDatabase;
import dev.quarry.platform.security.Role;
import dev.quarry.security.Caller;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Lets a request proceed to its route, or answers it before any of its body is read. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter {

    /** The request property that contains its {@link Caller}. */
    static final String CALLER = "quarry.caller";

    /** The request property that contains its sender's address. */
    static final String ADDRESS = "quarry.address";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    private Access access;

    @Context
    private ResourceInfo route;

    @Override
    public void filter(ContainerRequestContext request) {
        String address = access.address(
                (String) request.getProperty(Gates.REMOTE_ADDRESS), request.getHeaderString("X-Forwarded-For"));
        request.setProperty(ADDRESS, address);
        if (request.getMethod().equals("OPTIONS")) {
            return;
        }
        if (!SAFE.contains(request.getMethod())
                && access.isFromAnotherSite(
                        request.getHeaderString("Sec-Fetch-Site"),
                        request.getHeaderString("Origin"),
                        request.getHeaderString("Host"))) {
            refuse(request, 403, "Forbidden", "Pages of other sites may not change anything (quarry.cors.origins)");
            return;
        }
        String credentials = Access.credentials(
                request.getHeaderString("X-Api-Key"), request.getHeaderString(HttpHeaders.AUTHORIZATION));
        Optional<Caller> caller = access.remembered(credentials, address);
        int pause = access.take(caller.map(Caller::id).orElse("address " + address));
        if (pause > 0) {
            request.abortWith(Response.fromResponse(problem(
                            429,
                            "Too many requests",
                            "The limit of this node is reached; try again in " + pause + " s"))
                    .header(HttpHeaders.RETRY_AFTER, pause)
                    .build());
            return;
        }
        if (caller.isEmpty()) {
            caller = mustAnswer() ? access.findOrBelieve(credentials) : access.find(credentials);
        }
        if (caller.isEmpty()) {
            challenge(request, credentials != null);
            return;
        }
        request.setProperty(CALLER, caller.get());
        request.setSecurityContext(new CallerContext(
                caller.get(),
                request.getSecurityContext() != null
                        && request.getSecurityContext().isSecure()));
        Method method = route.getResourceMethod();
        Role asked = method == null ? Role.OPERATE : RouteRoles.of(route.getResourceClass(), method);
        if (!caller.get().role().includes(asked)) {
            refuse(
                    request,
                    403,
                    "Forbidden",
                    String.format(
                            Locale.ROOT,
                            "This needs the role %s; the key or token has %s",
                            asked.code(),
                            caller.get().role().code()));
        }
    }

    private boolean mustAnswer() {
        return route.getResourceMethod() != null
                && route.getResourceMethod().isAnnotationPresent(AnswersWithoutDatabase.class);
    }

    private static void challenge(ContainerRequestContext request, boolean wrong) {
        request.abortWith(Response.fromResponse(problem(
                        401,
                        "Unauthorized",
                        wrong
                                ? "The key or token is not valid"
                                : "Send a key or a token: Authorization: Bearer …, or X-Api-Key: …"))
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        wrong ? "Bearer realm=\"quarry\", error=\"invalid_token\"" : "Bearer realm=\"quarry\"")
                .build());
    }

    private static void refuse(ContainerRequestContext request, int status, String title, String detail) {
        request.abortWith(problem(status, title, detail));
    }

    private static Response problem(int status, String title, String detail) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem(status, title, detail, List.of()))
                .build();
    }
}
