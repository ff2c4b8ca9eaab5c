package dev.quarry.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LineFormatterTest {
    private static final String FORGED = "x\r\n2026-01-01T00:00:00.000+0000 INFO quarry all is well\u001b[2J\u2028";

    @Test
    void a_message_with_line_breaks_stays_one_line() {
        LogRecord event = new LogRecord(Level.WARNING, "Job {0} failed: {1}");
        event.setParameters(new Object[] {7, FORGED});
        event.setLoggerName("dev.quarry");

        String line = new LineFormatter().format(event);

        assertThat(line.lines()).hasSize(1);
        assertThat(line).contains("Job 7 failed: x\\u000d\\n2026-01-01").doesNotContain("\u001b", "\r", "\u2028");
    }

    @Test
    void no_line_of_a_stack_trace_can_pass_for_an_event() {
        LogRecord event = new LogRecord(Level.SEVERE, "Request failed");
        event.setThrown(new IllegalStateException(FORGED));

        assertThat(new LineFormatter().format(event).lines().skip(1))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("\t"));
    }
}
