package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.concurrent.Vital;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node does not live on without one of its threads. */
class VitalThreadsIT {

    @ParameterizedTest
    @ValueSource(strings = {"heartbeat", "wake-ups", "changes", "streams", "a timer"})
    void an_error_in_a_thread_that_the_node_needs_ends_the_process_with_a_sentence(String thread) throws Exception {
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingThread.class.getName(),
                        thread)
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(node.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).as(said).isEqualTo(Vital.EXIT_CODE);
            assertThat(said)
                    .contains("Quarry ends, since its thread \"" + thread + "\" met an error")
                    .contains("java.lang.OutOfMemoryError: Java heap space");
        } finally {
            node.destroyForcibly();
        }
    }
}
