package dev.quarry.operations;

import dev.quarry.platform.http.Gate;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Answers {@code GET /health} as the reference does, {@code {"status":"ok"}}, for clients that compare it, where
 * {@code quarry.health.reference} says so. Unlike the reference it checks first: a node that is not ready answers 503
 * and {@code {"status":"unavailable"}}. {@code /health/ready} and the others stay the server's.
 */
@Dependent
public class ReferenceHealth implements Gate {

    private final Instance<HealthCheck> checks;
    private final boolean enabled;

    @Inject
    public ReferenceHealth(
            @Readiness Instance<HealthCheck> checks,
            @ConfigProperty(name = "quarry.health.reference", defaultValue = "false") boolean enabled) {
        this.checks = checks;
        this.enabled = enabled;
    }

    @Override
    public int order() {
        return Gate.HEALTH;
    }

    @Override
    public void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!enabled || !request.getRequestURI().equals(request.getContextPath() + "/health")) {
            chain.doFilter(request, response);
            return;
        }
        boolean ready = checks.stream().allMatch(check -> check.call().getStatus() == HealthCheckResponse.Status.UP);
        response.setStatus(ready ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream()
                .write(("{\"status\":\"" + (ready ? "ok" : "unavailable") + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
