package dev.quarry.launcher.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnscannedLibrariesTest {

    @TempDir
    private Path directory;

    private Path application;
    private Path libraries;
    private Path beside;

    @BeforeEach
    void unpack() throws IOException {
        application = directory.resolve("application");
        libraries = Files.createDirectories(application.resolve("WEB-INF/lib"));
        beside = directory.resolve("lib");
        jar("plain.jar", "a/Type.class");
        jar("another.jar", "META-INF/services/java.sql.Driver");
    }

    @Test
    void plain_libraries_lie_beside_the_application_whose_class_loader_is_told_so() throws IOException {
        Path descriptor = descriptor("<x><class-loader delegate=\"false\"/></x>");

        UnscannedLibraries.move(application, beside);

        assertThat(libraries).isEmptyDirectory();
        assertThat(beside.resolve("plain.jar")).exists();
        assertThat(descriptor)
                .hasContent("<x><class-loader delegate=\"false\""
                        + " extra-class-path=\"../lib/another.jar;../lib/plain.jar\"/></x>");
    }

    @Test
    void those_in_which_a_server_finds_something_stay() throws IOException {
        jar("beans.jar", "META-INF/beans.xml");
        jar("pages.jar", "META-INF/resources/page.html");
        jar("fragment.jar", "META-INF/web-fragment.xml");
        jar("initializer.jar", "META-INF/services/jakarta.servlet.ServletContainerInitializer");
        jar("extension.jar", "META-INF/services/jakarta.enterprise.inject.spi.Extension");
        descriptor("<class-loader delegate=\"false\"/>");

        UnscannedLibraries.move(application, beside);

        assertThat(libraries.toFile().list())
                .containsExactlyInAnyOrder(
                        "beans.jar", "pages.jar", "fragment.jar", "initializer.jar", "extension.jar");
    }

    @Test
    void nothing_is_moved_where_the_class_loader_could_not_be_told() throws IOException {
        UnscannedLibraries.move(application, beside);
        Path descriptor = descriptor("<class-loader delegate=\"true\"/>");
        UnscannedLibraries.move(application, beside);

        assertThat(libraries.resolve("plain.jar")).exists();
        assertThat(beside).doesNotExist();
        assertThat(descriptor).hasContent("<class-loader delegate=\"true\"/>");
    }

    @Test
    void the_descriptor_of_the_application_is_one_that_can_be_told() throws IOException {
        Path descriptor = descriptor(Files.readString(Path.of("src/main/webapp/WEB-INF/glassfish-web.xml")));

        UnscannedLibraries.move(application, beside);

        assertThat(descriptor).content().contains("extra-class-path=\"../lib/another.jar;../lib/plain.jar\"");
    }

    private Path descriptor(String text) throws IOException {
        return Files.writeString(application.resolve("WEB-INF/glassfish-web.xml"), text);
    }

    private void jar(String name, String entry) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(libraries.resolve(name)))) {
            out.putNextEntry(new ZipEntry(entry));
            out.closeEntry();
        }
    }
}
