package dev.quarry.launcher.loading;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The order in which the JDK's loaders search jars: after each one those that its manifest's {@code Class-Path} names, and
 * theirs, before the next. Where several jars have an entry of one name, as the server's have, it tells which one counts.
 */
public final class ClassPathOrder {
    private ClassPathOrder() {}

    /** Those jars and the existing ones that they name, each once. */
    public static List<Path> of(Collection<Path> jars) throws IOException {
        Set<Path> ordered = new LinkedHashSet<>();
        for (Path jar : jars) {
            add(jar, ordered);
        }
        return List.copyOf(ordered);
    }

    private static void add(Path jar, Set<Path> ordered) throws IOException {
        if (ordered.add(jar)) {
            for (Path named : namedBy(jar)) {
                add(named, ordered);
            }
        }
    }

    private static List<Path> namedBy(Path jar) throws IOException {
        try (JarFile file = Jar.open(jar)) {
            Manifest manifest = file.getManifest();
            String names =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return names == null
                    ? List.of()
                    : List.of(names.strip().split("\\s+")).stream()
                            .map(name -> resolved(jar, name))
                            .filter(Files::isRegularFile)
                            .toList();
        } catch (IOException e) {
            throw new IOException(jar + " is no jar: " + e.getMessage(), e);
        }
    }

    /** What is no address of a file is left out, as the JDK does: it names itself, a directory. */
    private static Path resolved(Path jar, String name) {
        try {
            return Path.of(jar.toUri().resolve(URI.create(name)));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return jar.getParent();
        }
    }
}
