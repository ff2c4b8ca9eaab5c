package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temporary;

    @Test
    void a_directory_in_use_is_refused_and_the_holder_named() throws IOException {
        Path path = temporary.resolve("new/data");
        try (DataDirectory held = DataDirectory.open(path)) {
            assertThatThrownBy(() -> DataDirectory.open(path))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining(held.path().toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void a_lock_file_left_by_a_dead_process_is_no_hindrance() throws IOException {
        Files.writeString(temporary.resolve("quarry.lock"), "1234567890");

        try (DataDirectory held = DataDirectory.open(temporary)) {
            assertThat(temporary.resolve("quarry.lock"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
            assertThat(held.path()).isEqualTo(temporary.toRealPath());
        }
    }

    @Test
    void a_directory_that_was_let_go_can_be_taken_again_and_its_temporary_files_are_gone() throws IOException {
        DataDirectory first = DataDirectory.open(temporary);
        Files.createDirectories(first.temporary().resolve("left/behind"));
        Files.writeString(first.path().resolve("kept"), "kept");
        first.close();

        try (DataDirectory second = DataDirectory.open(temporary)) {
            assertThat(second.temporary()).isEmptyDirectory();
            assertThat(second.path().resolve("kept")).hasContent("kept");
        }
    }

    @Test
    void a_file_in_its_place_is_refused_in_a_sentence() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("cannot be created")
                .hasMessageContaining("--data");
    }
}
