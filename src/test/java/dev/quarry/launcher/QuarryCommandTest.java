package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarryCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void help_names_the_commands_and_succeeds() {
        assertThat(run("--help")).isZero();
        assertThat(text(out)).contains("serve").contains("demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "demo"})
    void each_command_explains_every_option_with_its_variable(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(text(out))
                .contains("--port", "QUARRY_PORT", "--address", "QUARRY_ADDRESS", "--data", "QUARRY_DATA")
                .contains("--database-url", "DATABASE_URL", "--broker-url", "BROKER_URL")
                .contains("--broker-user", "BROKER_USER", "--broker-password", "BROKER_PASSWORD");
    }

    @Test
    void a_cache_is_refused_by_a_java_that_makes_none_with_a_sentence_that_says_which_does() {
        assertThatThrownBy(() -> CacheCommand.requireJdk(24))
                .isInstanceOf(LaunchException.class)
                .hasMessage("A cache needs JDK 25 or newer, this is Java 24; run it with another one, for example"
                        + " $JAVA_HOME/bin/java -jar quarry.jar cache.");
        CacheCommand.requireJdk(25);
    }

    @Test
    void version_tells_ours_and_that_of_java() {
        assertThat(run("--version")).isZero();
        assertThat(text(out)).contains("Quarry").contains("Java " + Runtime.version());
    }

    @Test
    void no_command_is_wrong_usage() {
        assertThat(run()).isEqualTo(2);
        assertThat(text(err)).contains("serve").contains("demo").hasLineCount(1);
    }

    @Test
    void an_unknown_option_is_named_without_its_value() {
        assertThat(run("serve", "--databaseurl=postgres://ann:s3cret@db/q")).isEqualTo(2);
        assertThat(text(err)).contains("--databaseurl").doesNotContain("s3cret").hasLineCount(1);
    }

    private int run(String... arguments) {
        return QuarryCommand.execute(new PrintStream(out, true), new PrintStream(err, true), arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
