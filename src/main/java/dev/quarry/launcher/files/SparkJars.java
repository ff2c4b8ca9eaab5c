package dev.quarry.launcher.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Spark's jars of the distribution, of which it brings a list only: they are larger than all the rest.
 *
 * @param home the distribution
 */
public record SparkJars(Path home) {

    private Path directory() {
        return home.resolve("lib/spark/jars");
    }

    private Path configuration() {
        return home.resolve("server-config/spark");
    }

    /**
     * Copies them, all or none.
     *
     * @param repository Maven's
     * @return what was done, for the terminal
     * @throws IOException with a full sentence, which says what to type where some are not there
     */
    public String install(Path repository) throws IOException {
        if (Files.isDirectory(directory())) {
            return "Spark's jars are in " + directory() + " already";
        }
        List<String> jars = Files.readAllLines(configuration().resolve("jars.txt"));
        List<String> missing = jars.stream()
                .filter(jar -> !Files.isRegularFile(repository.resolve(jar)))
                .toList();
        if (!missing.isEmpty()) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%d of Spark's %d jars are not in %s. Maven fetches them: mvn -f %s package",
                    missing.size(),
                    jars.size(),
                    repository,
                    configuration().resolve("pom.xml")));
        }
        Path part = directory().resolveSibling("jars.part");
        Files.createDirectories(part);
        for (String jar : jars) {
            Path file = repository.resolve(jar);
            Files.copy(file, part.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(part, directory());
        return "Spark's " + jars.size() + " jars are in " + directory();
    }
}
