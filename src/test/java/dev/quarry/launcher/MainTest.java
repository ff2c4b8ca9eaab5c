package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final int JAVA_8 = 52;

    @ParameterizedTest
    @ValueSource(strings = {"1.8", "11", "16"})
    void an_old_java_is_told_what_is_needed(String version) {
        assertThat(Main.refusal(version)).contains("Java 17 or newer").doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "25"})
    void a_java_that_is_new_enough_is_not_refused(String version) {
        assertThat(Main.refusal(version)).isNull();
    }

    @Test
    void the_entry_point_can_be_loaded_by_java_8() throws IOException {
        try (DataInputStream in = new DataInputStream(Main.class.getResourceAsStream("Main.class"))) {
            in.readInt();
            in.readUnsignedShort();
            assertThat(in.readUnsignedShort()).isEqualTo(JAVA_8);
        }
    }
}
