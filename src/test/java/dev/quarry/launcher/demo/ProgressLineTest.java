package dev.quarry.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.NullNode;

class ProgressLineTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicLong seconds = new AtomicLong();

    @Test
    void on_a_terminal_the_bar_is_redrawn_in_place_with_rate_and_eta() {
        ProgressLine line = line(true);

        line.show(running(0, 7200, "Reading prices"));
        seconds.set(2);
        line.show(running(3600, 7200, "41 winners"));

        assertThat(last(text().split("\r\u001B\\[K")))
                .isEqualTo("  [###############---------------]  50%  3,600/7,200  1,800/s  ETA 2 s  41 winners");
        assertThat(text()).doesNotContain("\n");
    }

    @Test
    void a_cleared_bar_leaves_an_empty_line() {
        ProgressLine line = line(true);
        line.show(running(1, 2, ""));

        line.clear();

        assertThat(text()).endsWith("\r\u001B[K");
    }

    @Test
    void elsewhere_there_is_a_line_for_each_quarter_and_no_control_character() {
        ProgressLine line = line(false);
        for (int done = 0; done <= 1000; done += 10) {
            seconds.incrementAndGet();
            line.show(running(done, 1000, "working"));
        }
        line.clear();

        assertThat(text().lines())
                .hasSize(4)
                .allMatch(shown -> shown.endsWith("working"))
                .first()
                .asString()
                .startsWith("  25%  250/1,000");
        assertThat(text()).doesNotContain("\u001B", "\r");
    }

    @Test
    void a_job_without_a_total_shows_its_state() {
        ProgressLine line = line(true);

        line.show(new Job(1, "discover", "queued", 0, 0, "", NullNode.getInstance(), ""));

        assertThat(text()).contains("queued").doesNotContain("NaN", "Infinity", "%");
    }

    @ParameterizedTest
    @CsvSource({"0.2, 1 s", "59, 59 s", "61, 1:01 min", "3660, 1:01 h"})
    void durations_are_rounded_up_to_what_can_be_read(double duration, String text) {
        assertThat(ProgressLine.duration(duration)).isEqualTo(text);
    }

    private ProgressLine line(boolean live) {
        return new ProgressLine(
                new PrintStream(printed, true, StandardCharsets.UTF_8), live, () -> seconds.get() * 1_000_000_000);
    }

    private static Job running(long current, long total, String message) {
        return new Job(1, "discover", "running", current, total, message, NullNode.getInstance(), "");
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static String last(String[] parts) {
        return parts[parts.length - 1];
    }
}
