package dev.quarry.platform.trace;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The trace that the current thread works for: that of the server's tracer where it has one, else that of the request
 * or the stored job. So a trace continues through the queue even where nothing records it.
 */
@ApplicationScoped
public class Traces {

    private static final Logger LOG = Logger.getLogger(Traces.class.getName());

    private final ThreadLocal<TraceContext> carried = new ThreadLocal<>();

    /** Found at the first use: the application must have started. */
    private volatile Spans spans;

    public Traces() {
        this(null);
    }

    /** @param spans null means the server's */
    Traces(Spans spans) {
        this.spans = spans;
    }

    /** For code without a server: contexts are passed on, and nothing is recorded. */
    public static Traces carriedOnly() {
        return new Traces(Spans.NONE);
    }

    /** The current thread's context. */
    public Optional<TraceContext> current() {
        return spans().current().or(() -> Optional.ofNullable(carried.get()));
    }

    /** Makes a context the current thread's. */
    public Scope carry(TraceContext context) {
        TraceContext before = carried.get();
        carried.set(context);
        return () -> restore(before);
    }

    /**
     * Begins a span on the current thread, whose current context is from then on the span's.
     *
     * @param parent null when there is none
     * @param attributes the span's attributes
     */
    public Span start(String name, TraceContext parent, Map<String, String> attributes) {
        Span span = begun(name, parent, attributes);
        Scope scope = carry(span.context());
        return new Span() {
            @Override
            public TraceContext context() {
                return span.context();
            }

            @Override
            public void failed(Throwable reason) {
                span.failed(reason);
            }

            @Override
            public void close() {
                scope.close();
                span.close();
            }
        };
    }

    private Span begun(String name, TraceContext parent, Map<String, String> attributes) {
        try {
            return spans().start(name, parent, attributes);
        } catch (LinkageError | RuntimeException e) {
            LOG.log(Level.FINE, "A span could not be begun", e);
            return Spans.NONE.start(name, parent, attributes);
        }
    }

    private void restore(TraceContext before) {
        if (before == null) {
            carried.remove();
        } else {
            carried.set(before);
        }
    }

    private Spans spans() {
        Spans known = spans;
        if (known == null) {
            known = ofServer();
            spans = known;
        }
        return known;
    }

    private static Spans ofServer() {
        try {
            return OpenTelemetrySpans.ofServer();
        } catch (LinkageError | RuntimeException e) {
            LOG.log(Level.FINE, "The server brings no OpenTelemetry; traces are only carried on", e);
            return Spans.NONE;
        }
    }
}
