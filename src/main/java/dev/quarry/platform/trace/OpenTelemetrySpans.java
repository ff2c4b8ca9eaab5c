package dev.quarry.platform.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Spans through the OpenTelemetry API of the server. With an SDK behind it (the server's MicroProfile Telemetry, or the
 * Java agent) they are recorded; without one they only make their parent the current context. Loading this class fails
 * on a server without that API.
 */
final class OpenTelemetrySpans implements Spans {

    private static final String NAME = "dev.quarry";

    private static final String AGENT = "io.opentelemetry.javaagent.OpenTelemetryAgent";

    private final Tracer tracer;
    private final boolean recorded;

    private OpenTelemetrySpans(Tracer tracer, boolean recorded) {
        this.tracer = tracer;
        this.recorded = recorded;
    }

    /**
     * Spans of the tracer that the server or the agent provides, if tracing was turned on: without
     * {@code otel.sdk.disabled=false} a server may still provide a tracer, whose spans belong to traces of their own
     * and are dropped.
     */
    static Spans ofServer() {
        boolean asked = ConfigProvider.getConfig()
                .getOptionalValue("otel.sdk.disabled", Boolean.class)
                .map(disabled -> !disabled)
                .orElse(false);
        Instance<OpenTelemetry> ofApplication = CDI.current().select(OpenTelemetry.class);
        if (asked && ofApplication.isResolvable()) {
            return recordedBy(ofApplication.get());
        }
        return isAgentThere() ? recordedBy(GlobalOpenTelemetry.get()) : carriedOn();
    }

    /** Spans that are recorded by that SDK. */
    static Spans recordedBy(OpenTelemetry telemetry) {
        return new OpenTelemetrySpans(telemetry.getTracer(NAME), true);
    }

    /** Spans that are not recorded; the parent is still the current context for users of the API. */
    static Spans carriedOn() {
        return new OpenTelemetrySpans(OpenTelemetry.noop().getTracer(NAME), false);
    }

    private static boolean isAgentThere() {
        try {
            Class.forName(AGENT, false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    public Optional<TraceContext> current() {
        return recorded
                ? Optional.ofNullable(
                        context(io.opentelemetry.api.trace.Span.current().getSpanContext()))
                : Optional.empty();
    }

    @Override
    public Span start(String name, TraceContext parent, Map<String, String> attributes) {
        Context above = parent == null ? Context.root() : Context.root().with(remote(parent));
        SpanBuilder builder = tracer.spanBuilder(name).setParent(above).setSpanKind(SpanKind.CONSUMER);
        attributes.forEach(builder::setAttribute);
        io.opentelemetry.api.trace.Span span = builder.startSpan();
        return new Started(span, span.storeInContext(above).makeCurrent());
    }

    private static io.opentelemetry.api.trace.Span remote(TraceContext parent) {
        return io.opentelemetry.api.trace.Span.wrap(SpanContext.createFromRemoteParent(
                parent.traceId(), parent.spanId(), TraceFlags.fromHex(parent.flags(), 0), TraceState.getDefault()));
    }

    private static TraceContext context(SpanContext span) {
        return span.isValid()
                ? new TraceContext(
                        span.getTraceId(),
                        span.getSpanId(),
                        span.getTraceFlags().asHex())
                : null;
    }

    /** A span that is the thread's current one. */
    private record Started(io.opentelemetry.api.trace.Span span, io.opentelemetry.context.Scope scope) implements Span {

        @Override
        public TraceContext context() {
            return OpenTelemetrySpans.context(span.getSpanContext());
        }

        @Override
        public void failed(Throwable reason) {
            span.recordException(reason);
            span.setStatus(StatusCode.ERROR, reason.getClass().getSimpleName());
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
