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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Map;
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
        Admission admission =
                access.admit(request::getHeaderString, !SAFE.contains(request.getMethod()), address, mustAnswer());
        if (admission.refusal() != null) {
            refuse(request, admission.refusal(), admission.headers());
            return;
        }
        Caller caller = admission.caller();
        request.setProperty(CALLER, caller);
        request.setSecurityContext(new CallerContext(
                caller,
                request.getSecurityContext() != null
                        && request.getSecurityContext().isSecure()));
        Method method = route.getResourceMethod();
        Role asked = method == null ? Role.OPERATE : RouteRoles.of(route.getResourceClass(), method);
        if (!caller.role().includes(asked)) {
            refuse(request, Admission.roleMissing(asked, caller.role()), Map.of());
        }
    }

    private boolean mustAnswer() {
        return route.getResourceMethod() != null
                && route.getResourceMethod().isAnnotationPresent(AnswersWithoutDatabase.class);
    }

    private static void refuse(ContainerRequestContext request, Problem problem, Map<String, String> headers) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        headers.forEach(answer::header);
        request.abortWith(answer.build());
    }
}
