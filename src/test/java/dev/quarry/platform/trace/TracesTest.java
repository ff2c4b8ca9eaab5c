package dev.quarry.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final TraceContext PARENT =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01");

    private final List<SpanData> recorded = new ArrayList<>();

    @Test
    void without_a_tracer_the_context_of_a_request_goes_on_unchanged() {
        Traces traces = Traces.carriedOnly();

        assertThat(traces.current()).isEmpty();
        try (Scope request = traces.carry(PARENT)) {
            assertThat(traces.current()).contains(PARENT);
            try (Span span = traces.start("job", PARENT, Map.of())) {
                assertThat(span.context()).isEqualTo(PARENT);
                assertThat(traces.current()).contains(PARENT);
            }
        }
        assertThat(traces.current()).isEmpty();
    }

    @Test
    void a_recorded_span_is_a_child_of_its_parent_and_the_current_one_of_its_thread() {
        OpenTelemetrySdk sdk = sdk();
        Traces traces = new Traces(OpenTelemetrySpans.recordedBy(sdk));

        try (Span span = traces.start("job sleep", PARENT, Map.of("quarry.job.id", "7"))) {
            assertThat(traces.current()).contains(span.context());
            sdk.getTracer("a handler's").spanBuilder("inner").startSpan().end();
        }

        assertThat(traces.current()).isEmpty();
        SpanData inner = recorded.get(0);
        SpanData outer = recorded.get(1);
        assertThat(outer.getTraceId()).isEqualTo(PARENT.traceId());
        assertThat(outer.getParentSpanId()).isEqualTo(PARENT.spanId());
        assertThat(outer.getAttributes().get(AttributeKey.stringKey("quarry.job.id")))
                .isEqualTo("7");
        assertThat(inner.getTraceId()).isEqualTo(PARENT.traceId());
        assertThat(inner.getParentSpanId()).isEqualTo(outer.getSpanId());
    }

    @Test
    void a_span_tells_that_its_work_failed() {
        Traces traces = new Traces(OpenTelemetrySpans.recordedBy(sdk()));

        try (Span span = traces.start("job sleep", null, Map.of())) {
            span.failed(new IllegalStateException("broken"));
        }

        assertThat(recorded.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(recorded.get(0).getEvents()).hasSize(1);
        assertThat(recorded.get(0).getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void an_api_without_an_sdk_carries_the_parent_on() {
        Traces traces = new Traces(OpenTelemetrySpans.carriedOn());

        try (Span span = traces.start("job", PARENT, Map.of())) {
            assertThat(span.context()).isEqualTo(PARENT);
            assertThat(traces.current()).contains(PARENT);
            assertThat(io.opentelemetry.api.trace.Span.current()
                            .getSpanContext()
                            .getTraceId())
                    .isEqualTo(PARENT.traceId());
        }
        try (Span span = traces.start("job", null, Map.of())) {
            assertThat(span.context()).isNull();
            assertThat(traces.current()).isEmpty();
        }
    }

    private OpenTelemetrySdk sdk() {
        SpanExporter exporter = new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                recorded.addAll(spans);
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build();
    }
}
