package dev.quarry.launcher.loading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The libraries of an unpacked application in which the server has nothing to find. They are put beside the
 * application, whose class loader is told where: every class of every jar within it is read for annotations at each
 * start, and four fifths of the application's classes are in such libraries.
 */
public final class UnscannedLibraries {
    private static final String LIBRARIES = "WEB-INF/lib";
    private static final String DESCRIPTOR = "WEB-INF/glassfish-web.xml";
    private static final String LOADER = "<class-loader delegate=\"false\"";
    /** What a server looks for in a library, besides annotations: a jar that has any of it stays where it is. */
    private static final List<String> OF_THE_SERVER = List.of(
            "META-INF/beans.xml",
            "META-INF/resources/",
            "META-INF/web-fragment.xml",
            "META-INF/persistence.xml",
            "META-INF/services/jakarta.servlet.ServletContainerInitializer",
            "META-INF/services/jakarta.enterprise.inject.spi.Extension");

    private UnscannedLibraries() {}

    /**
     * Moves them out of the application.
     *
     * @param application the unpacked application; without a descriptor that says how its classes are loaded, nothing is
     *     moved
     * @param beside a directory that is created, whose parent is the application's
     */
    public static void move(Path application, Path beside) throws IOException {
        Path descriptor = application.resolve(DESCRIPTOR);
        Path libraries = application.resolve(LIBRARIES);
        if (!Files.exists(descriptor) || !Files.exists(libraries)) {
            return;
        }
        String text = Files.readString(descriptor, StandardCharsets.UTF_8);
        if (!text.contains(LOADER)) {
            return;
        }
        Files.createDirectory(beside);
        List<String> moved = new ArrayList<>();
        for (Path library : jars(libraries)) {
            if (!hasWhatTheServerLooksFor(library)) {
                Files.move(library, beside.resolve(library.getFileName()));
                moved.add("../" + beside.getFileName() + "/" + library.getFileName());
            }
        }
        Files.writeString(
                descriptor,
                text.replace(LOADER, LOADER + " extra-class-path=\"" + String.join(";", moved) + "\""),
                StandardCharsets.UTF_8);
    }

    /** Always in the same order. */
    private static List<Path> jars(Path libraries) throws IOException {
        try (Stream<Path> files = Files.list(libraries)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasWhatTheServerLooksFor(Path library) throws IOException {
        try (ZipFile jar = new ZipFile(library.toFile())) {
            return jar.stream().map(ZipEntry::getName).anyMatch(name -> OF_THE_SERVER.stream()
                    .anyMatch(name::startsWith));
        }
    }
}
