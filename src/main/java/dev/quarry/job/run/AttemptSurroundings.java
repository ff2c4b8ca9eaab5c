package dev.quarry.job.run;

import dev.quarry.job.store.Claim;
import dev.quarry.platform.log.LogContext;
import dev.quarry.platform.trace.Span;
import dev.quarry.platform.trace.TraceContext;
import dev.quarry.platform.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The context of a handler's thread while it runs an attempt: the trace that the job belongs to, and the fields of its
 * log lines.
 */
@ApplicationScoped
public class AttemptSurroundings {

    private final Traces traces;
    private final LogContext log;

    @Inject
    public AttemptSurroundings(Traces traces, LogContext log) {
        this.traces = traces;
        this.log = log;
    }

    /** Sets the context of the current thread until the returned object is closed. */
    Surroundings enter(Claim claim) {
        TraceContext parent = TraceContext.of(claim.traceParent()).orElse(null);
        Span span = traces.start(
                "job " + claim.jobType(),
                parent,
                Map.of(
                        "quarry.job.id", Long.toString(claim.jobId()),
                        "quarry.job.type", claim.jobType(),
                        "quarry.job.lane", claim.lane().code(),
                        "quarry.job.attempt", Integer.toString(claim.attempt())));
        return new Surroundings(span, log.with(fields(claim, span.context())));
    }

    private static Map<String, Object> fields(Claim claim, TraceContext context) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job_id", claim.jobId());
        fields.put("attempt", claim.attempt());
        fields.put("job_type", claim.jobType());
        fields.put("lane", claim.lane().code());
        if (context != null) {
            fields.put("trace_id", context.traceId());
            fields.put("span_id", context.spanId());
        }
        return fields;
    }

    /** The context of one attempt. */
    record Surroundings(Span span, LogContext.Fields fields) implements AutoCloseable {

        /** The handler threw. */
        void failed(Throwable thrown) {
            span.failed(thrown);
        }

        @Override
        public void close() {
            fields.close();
            span.close();
        }
    }
}
