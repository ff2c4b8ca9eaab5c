package dev.quarry.platform.http;

import dev.quarry.platform.trace.Scope;
import dev.quarry.platform.trace.TraceContext;
import dev.quarry.platform.trace.Traces;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Takes the trace of a request from its header {@code traceparent}, so that the jobs that it enqueues belong to it. */
@Dependent
public class Traceparents implements Gate {

    private final Traces traces;

    @Inject
    public Traceparents(Traces traces) {
        this.traces = traces;
    }

    @Override
    public int order() {
        return TRACE;
    }

    @Override
    public void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
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
