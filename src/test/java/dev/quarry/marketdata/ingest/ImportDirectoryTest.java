package dev.quarry.marketdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.platform.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportDirectoryTest {

    @TempDir
    Path parent;

    private Path inside;
    private ImportDirectory directory;

    @BeforeEach
    void a_directory_with_a_secret_beside_it() throws IOException {
        inside = Files.createDirectory(parent.resolve("import"));
        Files.writeString(parent.resolve("secret.csv"), "secret");
        Files.writeString(inside.resolve("prices.csv"), "prices");
        Files.createDirectory(inside.resolve("folder"));
        directory = new ImportDirectory(new ImportSettings(Optional.of(inside.toString()), 1, 1));
    }

    @Test
    void a_bare_name_is_found() {
        assertThat(directory.resolve("prices.csv")).hasContent("prices");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../secret.csv",
                "folder/../../secret.csv",
                "..\\secret.csv",
                "/etc/passwd",
                "folder",
                "absent.csv",
                "prices.csv\0",
                ".hidden"
            })
    void anything_else_is_refused_without_a_word_about_paths(String name) {
        assertThatThrownBy(() -> directory.resolve(name))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("file ")
                .hasMessageNotContaining(parent.toString());
    }

    @Test
    void a_link_may_lead_to_a_file_beside_it_but_not_out_of_the_directory() throws IOException {
        Files.createSymbolicLink(inside.resolve("latest.csv"), inside.resolve("prices.csv"));
        Files.createSymbolicLink(inside.resolve("out.csv"), parent.resolve("secret.csv"));

        assertThat(directory.resolve("latest.csv")).hasContent("prices");
        assertThatThrownBy(() -> directory.resolve("out.csv")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void without_a_configured_directory_there_are_no_files() {
        ImportDirectory nowhere = new ImportDirectory(new ImportSettings(Optional.of(" "), 1, 1));

        assertThatThrownBy(() -> nowhere.resolve("prices.csv"))
                .hasMessageContaining("the server has no import directory (quarry.import.directory)");
    }
}
