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
 * The order in which the JDK's loaders search jars: each jar is followed by those that its manifest's
 * {@code Class-Path} names, recursively, before the next one. The order decides which entry is found where several
 * jars, as the server's, have one of the same name.
 */
public final class ClassPathOrder {
    private ClassPathOrder() {}

    /** These jars and the existing ones that they name, each once. */
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

    /** The jar that a manifest names; a name that is not a file's address is ignored, as by the JDK. */
    private static Path resolved(Path jar, String name) {
        try {
            return Path.of(jar.toUri().resolve(URI.create(name)));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return jar.getParent();
        }
    }
}
