package dev.quarry.platform.http;

import dev.quarry.platform.config.NodeRole;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * On a node with role {@code worker}, allows only the requests of operators and supervisors, so that a load balancer
 * that sends it clients by mistake is noticed.
 */
@Dependent
public class WorkerRoutes implements Gate {

    private static final List<String> OPEN = List.of("/health", "/v1/metrics", "/v1/workers");
    private static final Pattern TURNS = Pattern.compile("\\.\\.|;|//|\\\\|%2e|%2f|%5c", Pattern.CASE_INSENSITIVE);
    private static final String DETAIL =
            "This node is a worker (quarry.role): it answers /health, /v1/metrics and /v1/workers; ask a node of role api";

    private final NodeRole role;

    @Inject
    public WorkerRoutes(NodeRole role) {
        this.role = role;
    }

    @Override
    public int order() {
        return ROUTES;
    }

    @Override
    public void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (role.answersRequests() || isOpen(path)) {
            chain.doFilter(request, response);
            return;
        }
        Problems.write(response, HttpServletResponse.SC_NOT_FOUND, DETAIL);
    }

    /** Whether a path, as written by the client, is allowed; one that the server might read as another path is not. */
    static boolean isOpen(String path) {
        return !TURNS.matcher(path).find()
                && OPEN.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
    }
}
