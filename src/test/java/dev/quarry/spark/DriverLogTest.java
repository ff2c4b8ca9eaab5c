package dev.quarry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverLogTest {

    private final List<String> told = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();

    @TempDir
    private Path directory;

    private DriverLog log() {
        return new DriverLog(directory.resolve("log"), told::add, shown::add);
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void a_line_counts_when_it_is_whole_and_once() throws IOException, SparkUnavailableException {
        DriverLog log = log();
        log.read();
        write("#quarry runn");
        log.read();
        assertThat(told).isEmpty();

        write("ing\n26/11/30 14:00:00 INFO Nothing: of note\n26/11/30 14:00:00 WARN Task: slow\n");
        log.read();
        log.read();

        assertThat(told).containsExactly("running");
        assertThat(shown).containsExactly("26/11/30 14:00:00 WARN Task: slow");
        assertThat(log.fault()).isEmpty();
        assertThat(log.last()).endsWith("WARN Task: slow");
        write("26/11/30 14:00:01 INFO Task: finished\n\n");
        log.read();
        assertThat(log.last()).as("what may say why it ended").endsWith("WARN Task: slow");
    }

    @Test
    void the_last_error_is_the_fault_and_a_flood_is_cut() throws IOException, SparkUnavailableException {
        DriverLog log = log();
        for (int k = 0; k < 100; k++) {
            write("26/11/30 14:00:00 ERROR Task: failure " + k + " " + "x".repeat(1_000) + "\n");
        }
        write("Exception in thread \"main\" java.lang.IllegalStateException: no\n\n");
        log.read();

        assertThat(shown).hasSize(21).endsWith("Further lines of Spark's log are left out");
        assertThat(shown.get(0)).hasSize(501).endsWith("…");
        assertThat(log.fault()).contains("Exception in thread \"main\" java.lang.IllegalStateException: no");
    }
}
