package dev.quarry.launcher.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableStorageTest {

    @TempDir
    private Path directory;

    @Test
    void files_in_all_folders_are_written_and_stay_as_they_are() throws IOException {
        Path program = Files.writeString(
                Files.createDirectories(directory.resolve("a/b")).resolve("program"), "x");
        assertThat(program.toFile().setReadOnly()).isTrue();
        for (int i = 0; i < 50; i++) {
            Files.writeString(directory.resolve("file" + i), "content");
        }

        StableStorage.force(directory);

        assertThat(program).hasContent("x");
        assertThat(directory.resolve("file49")).hasContent("content");
    }

    @Test
    void a_directory_that_is_not_there_is_an_error() {
        assertThatThrownBy(() -> StableStorage.force(directory.resolve("none"))).isInstanceOf(IOException.class);
    }
}
