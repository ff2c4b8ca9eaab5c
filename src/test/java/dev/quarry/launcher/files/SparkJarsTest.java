package dev.quarry.launcher.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkJarsTest {

    @TempDir
    private Path home;

    @TempDir
    private Path repository;

    @BeforeEach
    void list() throws IOException {
        Files.createDirectories(home.resolve("server-config/spark"));
        Files.writeString(home.resolve("server-config/spark/jars.txt"), "org/one/1/one-1.jar\norg/two/2/two-2.jar\n");
        write("org/one/1/one-1.jar");
    }

    private void write(String jar) throws IOException {
        Files.createDirectories(repository.resolve(jar).getParent());
        Files.writeString(repository.resolve(jar), jar);
    }

    @Test
    void jars_that_maven_has_are_copied_once() throws IOException {
        write("org/two/2/two-2.jar");

        assertThat(new SparkJars(home).install(repository)).startsWith("Spark's 2 jars are in ");
        assertThat(home.resolve("lib/spark/jars")).isDirectoryContaining("glob:**/one-1.jar");
        assertThat(home.resolve("lib/spark/jars/two-2.jar")).hasContent("org/two/2/two-2.jar");
        assertThat(new SparkJars(home).install(repository)).endsWith(" already");
    }

    @Test
    void where_some_are_missing_nothing_is_copied_and_the_line_to_type_is_told() {
        assertThatThrownBy(() -> new SparkJars(home).install(repository))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("1 of Spark's 2 jars are not in ")
                .hasMessageEndingWith("mvn -f " + home.resolve("server-config/spark/pom.xml") + " package");
        assertThat(home.resolve("lib")).doesNotExist();
    }
}
