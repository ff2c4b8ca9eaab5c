package dev.quarry.launcher.loading;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A jar with a manifest that puts other jars on the class path, so that the JDK's own loader finds all of the server's classes. Only
 * what that loader has loaded can be in a JVM's cache of classes.
 */
public final class ClassPathJar {
    private static final String ADAPTER = ".rar";

    private ClassPathJar() {}

    /**
     * Writes one.
     *
     * @param file the jar to write, in the directory that the names on the class path are relative to
     * @param launcher the jar whose manifest it takes over and which stands first on its class path
     * @param jars what follows, in the order of the search; resource adapters are also put in as entries, since the server asks for
     *     them by their file names
     */
    public static void write(Path file, Path launcher, List<Path> jars) throws IOException {
        Manifest manifest;
        try (JarFile jar = new JarFile(launcher.toFile())) {
            manifest = jar.getManifest();
        }
        Attributes main = manifest.getMainAttributes();
        Path home = file.toAbsolutePath().getParent();
        String path = Stream.concat(
                        Stream.of(name(home, launcher), main.getValue(Attributes.Name.CLASS_PATH)),
                        jars.stream().map(jar -> name(home, jar)))
                .collect(Collectors.joining(" "));
        main.put(Attributes.Name.CLASS_PATH, path);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream to = new JarOutputStream(out, manifest)) {
            for (Path jar : jars) {
                if (jar.toString().endsWith(ADAPTER)) {
                    to.putNextEntry(new JarEntry(jar.getFileName().toString()));
                    Files.copy(jar, to);
                    to.closeEntry();
                }
            }
        }
    }

    /** As a manifest wants it: relative, and what is no character of an address encoded. */
    private static String name(Path home, Path jar) {
        try {
            return new URI(null, null, home.relativize(jar.toAbsolutePath()).toString(), null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(jar.toString(), e);
        }
    }
}
