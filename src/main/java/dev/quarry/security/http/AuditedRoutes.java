package dev.quarry.security.http;

import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** Puts the audit on the operators' routes, so that the others do not pass it. */
@Provider
public class AuditedRoutes implements DynamicFeature {

    @Inject
    private AuditFilter filter;

    @Override
    public void configure(ResourceInfo route, FeatureContext context) {
        if (RouteRoles.isAudited(route.getResourceClass(), route.getResourceMethod())) {
            context.register(filter, Priorities.AUTHORIZATION + 100);
        }
    }
}
