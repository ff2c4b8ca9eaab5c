package dev.quarry.launcher;

import dev.quarry.launcher.loading.ClassPathOrder;
import dev.quarry.launcher.loading.ClassesAhead;
import dev.quarry.launcher.loading.IndexedClassLoader;
import dev.quarry.launcher.loading.JarIndex;
import dev.quarry.launcher.loading.UnscannedLibraries;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * What the data directory stores to make the next start faster: the unpacked application, an index of the server's
 * jars, and the list of classes that a start needs. Otherwise the server would unpack the application at every start,
 * search more than 300 jars for each class, and load classes one after another.
 *
 * <p>The jars that the resource adapter contains are put on the server's own class path here: a server scans every
 * class of what is deployed for annotations, and these have none.
 */
final class UnpackedServer {
    private static final String ADAPTER = "artemis-ra.rar";
    private static final String INDEX = "index";

    private final Path directory;
    private final IndexedClassLoader loader;

    private UnpackedServer(Path directory, IndexedClassLoader loader) {
        this.directory = directory;
        this.loader = loader;
    }

    /**
     * Unpacks what is not unpacked yet, and starts to load the classes that an earlier start needed.
     *
     * @throws LaunchException when the distribution cannot be read or the data directory cannot be written
     */
    static UnpackedServer open(Distribution distribution, DataDirectory data) {
        try {
            Set<String> shared = adapterJarsOfServer(distribution);
            List<Path> classPath = jars(distribution, shared);
            String contents = Unpacking.contents(
                            List.of(distribution.resourceAdapter(), distribution.war(), distribution.launcher()))
                    + Unpacking.state(classPath)
                    + Runtime.version().feature();
            Path directory = data.path().resolve("server");
            Unpacking.Filling filling = building -> {
                Unpacking.unzip(distribution.war(), building.resolve("quarry"));
                UnscannedLibraries.move(building.resolve("quarry"), building.resolve("lib"));
                writeAdapter(distribution.resourceAdapter(), shared, building.resolve(ADAPTER));
                JarIndex.of(ClassPathOrder.of(classPath)).write(building.resolve(INDEX));
            };
            IndexedClassLoader loader =
                    new IndexedClassLoader(index(directory, contents, filling), UnpackedServer.class.getClassLoader());
            UnpackedServer server = new UnpackedServer(directory, loader);
            ClassesAhead.load(server.neededClasses(), loader);
            return server;
        } catch (IOException e) {
            throw LaunchException.failure(
                    "The application could not be unpacked in " + data.path() + ": " + e.getMessage() + ".", e);
        }
    }

    /** The loader of the server's classes. */
    ClassLoader loader() {
        return loader;
    }

    /** The application, a directory. */
    Path application() {
        return directory.resolve("quarry");
    }

    Path resourceAdapter() {
        return directory.resolve(ADAPTER);
    }

    /** Stores for the next starts which classes this one needed. */
    void rememberClasses() {
        ClassesAhead.remember(neededClasses(), loader);
    }

    private Path neededClasses() {
        return directory.resolve("classes");
    }

    private static JarIndex index(Path directory, String contents, Unpacking.Filling filling) throws IOException {
        Path index = directory.resolve(INDEX);
        Unpacking.once(directory, contents, filling);
        try {
            return JarIndex.read(index);
        } catch (IOException e) {
            // Something else has spoilt it.
            Unpacking.forget(directory);
            Unpacking.once(directory, contents, filling);
            return JarIndex.read(index);
        }
    }

    /** The jars of the server's classes, in the order of the search. */
    static List<Path> classPath(Distribution distribution) throws IOException {
        return ClassPathOrder.of(jars(distribution, adapterJarsOfServer(distribution)));
    }

    private static List<Path> jars(Distribution distribution, Set<String> adapterJars) throws IOException {
        List<Path> classPath = new ArrayList<>(distribution.serverJars());
        classPath.addAll(distribution.jdbcDrivers());
        adapterJars.stream().sorted().map(distribution::embedded).forEach(classPath::add);
        return classPath;
    }

    /** The jars of the adapter that the embedded broker uses too. */
    private static Set<String> adapterJarsOfServer(Distribution distribution) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipFile adapter = new ZipFile(distribution.resourceAdapter().toFile())) {
            adapter.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".jar") && Files.exists(distribution.embedded(name)))
                    .forEach(names::add);
        }
        return names;
    }

    private static void writeAdapter(Path complete, Set<String> without, Path file) throws IOException {
        try (ZipFile from = new ZipFile(complete.toFile());
                OutputStream out = Files.newOutputStream(file);
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry :
                    from.stream().filter(e -> !without.contains(e.getName())).toList()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                from.getInputStream(entry).transferTo(to);
                to.closeEntry();
            }
        }
    }
}
