package dev.quarry.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void a_header_is_read_and_written_again() {
        String header = "00-" + TRACE + "-" + SPAN + "-01";

        assertThat(TraceContext.of(header)).contains(new TraceContext(TRACE, SPAN, "01"));
        assertThat(TraceContext.of(header)).map(TraceContext::traceparent).contains(header);
    }

    @Test
    void a_header_of_a_later_version_is_read_as_far_as_it_is_known() {
        assertThat(TraceContext.of("cc-" + TRACE + "-" + SPAN + "-01-what-comes"))
                .map(TraceContext::traceparent)
                .contains("00-" + TRACE + "-" + SPAN + "-01");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "nonsense",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            })
    void a_header_that_the_recommendation_does_not_allow_is_ignored(String header) {
        assertThat(TraceContext.of(header)).isEmpty();
    }
}
