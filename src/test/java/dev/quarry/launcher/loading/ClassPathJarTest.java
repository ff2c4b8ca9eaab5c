package dev.quarry.launcher.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathJarTest {
    @TempDir
    Path directory;

    @Test
    void all_jars_are_found_in_their_order_behind_the_launcher_and_adapters_by_their_file_names() throws IOException {
        Path home = Files.createDirectories(directory.resolve("a home"));
        Path lib = Files.createDirectories(home.resolve("lib/server 7"));
        Path launcher = jar(home.resolve("quarry.jar"), "lib/boot.jar", "who", "launcher");
        jar(home.resolve("lib/boot.jar"), null, "boot", "boot");
        Path first = jar(lib.resolve("first+.jar"), null, "both", "first");
        Path second = jar(lib.resolve("second.jar"), null, "both", "second");
        Path adapter = jar(lib.resolve("pool.rar"), null, "inner", "adapter");
        Path file = home.resolve("cached.jar");

        ClassPathJar.write(file, launcher, List.of(first, adapter, second));

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {file.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            assertThat(text(loader, "who")).isEqualTo("launcher");
            assertThat(text(loader, "boot")).isEqualTo("boot");
            assertThat(text(loader, "both")).isEqualTo("first");
            assertThat(text(loader, "inner")).isEqualTo("adapter");
            assertThat(loader.getResource("pool.rar")).isNotNull();
            assertThat(loader.getResource("first+.jar")).isNull();
        }
    }

    private static Path jar(Path file, String classPath, String entry, String text) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (classPath != null) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.putNextEntry(new JarEntry(entry));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static String text(URLClassLoader loader, String name) throws IOException {
        try (InputStream in = loader.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
