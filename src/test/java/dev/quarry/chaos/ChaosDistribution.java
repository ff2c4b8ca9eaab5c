package dev.quarry.chaos;

import dev.quarry.chaos.jobs.ChaosRequest;
import dev.quarry.launcher.QuarryProcess;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The packaged distribution with job types of the tests added to its application. */
public final class ChaosDistribution {

    private ChaosDistribution() {}

    /** {@link #create(Path, Class)} with the chaos job types. */
    static Path create(Path home) throws IOException {
        return create(home, ChaosRequest.class);
    }

    /**
     * Makes it in that directory, which must not exist; files that stay as they are become links.
     *
     * @param job a class of the package whose classes are added
     */
    public static Path create(Path home, Class<?> job) throws IOException {
        Path packaged = QuarryProcess.packagedHome();
        List<Path> all;
        try (Stream<Path> files = Files.walk(packaged)) {
            all = files.toList();
        }
        for (Path source : all) {
            Path target = home.resolve(packaged.relativize(source).toString());
            if (Files.isDirectory(source)) {
                Files.createDirectories(target);
            } else if (source.getFileName().toString().equals("quarry.war")) {
                Files.copy(source, target);
            } else {
                Files.createLink(target, source);
            }
        }
        addJobs(home.resolve("quarry.war"), job);
        return home;
    }

    private static void addJobs(Path war, Class<?> job) throws IOException {
        String folder = job.getPackageName().replace('.', '/');
        try (FileSystem archive = FileSystems.newFileSystem(war);
                DirectoryStream<Path> classes =
                        Files.newDirectoryStream(testClasses().resolve(folder), "*.class")) {
            Path target = archive.getPath("WEB-INF", "classes", folder);
            Files.createDirectories(target);
            for (Path file : classes) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
    }

    private static Path testClasses() {
        try {
            return Path.of(ChaosRequest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
