package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunAsTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final RunAs BROKEN = new RunAs(List.of("no-such-program"), Optional.of("nobody"));
    private static final RunAs WORKING = new RunAs(List.of("env"), Optional.empty());

    @Test
    void the_first_way_that_works_is_taken() {
        assertThat(RunAs.choose(JAVA, List.of(BROKEN, WORKING))).isEqualTo(WORKING);
    }

    @Test
    void no_way_at_all_is_a_sentence_that_tells_the_way_out() {
        assertThatThrownBy(() -> RunAs.choose(JAVA, List.of(BROKEN)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("--database-url");
    }
}
