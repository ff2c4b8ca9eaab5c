package dev.quarry.security.http;

import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import java.lang.reflect.Method;

/** Finds the role that a route requires. */
final class RouteRoles {

    private RouteRoles() {}

    /** The role by the annotation of the method, else of its class, else READ for a GET and OPERATE for the rest. */
    static Role of(Class<?> resource, Method method) {
        RequiredRole own = method.getAnnotation(RequiredRole.class);
        if (own != null) {
            return own.value();
        }
        RequiredRole common = resource.getAnnotation(RequiredRole.class);
        if (common != null) {
            return common.value();
        }
        return isRead(method) ? Role.READ : Role.OPERATE;
    }

    /** Whether the route is an operator's action, which is recorded, rather than only reading. */
    static boolean isAudited(Class<?> resource, Method method) {
        return !isRead(method) && of(resource, method) == Role.OPERATE;
    }

    private static boolean isRead(Method method) {
        return method.isAnnotationPresent(GET.class) || method.isAnnotationPresent(HEAD.class);
    }
}
