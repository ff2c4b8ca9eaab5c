package dev.quarry.platform.http;

import dev.quarry.platform.trace.Scope;
import dev.quarry.platform.trace.TraceContext;
import dev.quarry.platform.trace.Traces;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Takes the trace of a request from its header {@code traceparent}, so that the jobs that it enqueues belong to it. */
@WebFilter(
        urlPatterns = "/v1/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC})
public class TraceparentFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient Traces traces;

    @Inject
    public TraceparentFilter(Traces traces) {
        this.traces = traces;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<TraceContext> context = TraceContext.of(request.getHeader("traceparent"));
        if (context.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        try (Scope scope = traces.carry(context.get())) {
            chain.doFilter(request, response);
        }
    }
}
