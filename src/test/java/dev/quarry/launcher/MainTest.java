package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
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
    void a_server_that_is_made_for_a_newer_java_is_told_in_a_sentence() throws Exception {
        byte[] newer;
        try (InputStream in = Main.class.getResourceAsStream("Main.class")) {
            newer = in.readAllBytes();
        }
        newer[7] = (byte) 200;
        ClassLoader loader = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) {
                return defineClass(null, newer, 0, newer.length);
            }
        };

        assertThat(Main.refusalByServer(loader))
                .startsWith("This distribution was built with a Payara Micro that needs a newer Java")
                .doesNotContain("\n");
        assertThat(Main.refusalByServer(Main.class.getClassLoader())).isNull();
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
