package dev.quarry.spark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spark's jars.
 *
 * @param home the directory that Spark calls its home
 * @param version such as 4.2.0
 */
record SparkInstallation(Path home, String version) {

    private static final Pattern CORE = Pattern.compile("spark-core_([0-9.]+)-([0-9]+)\\.(.+)\\.jar");
    private static final String SCALA = "2.13";
    private static final int MAJOR = 4;

    /**
     * The installation of a configuration.
     *
     * @throws SparkUnavailableException where there is none, or one of a version that the application was not built for
     */
    static SparkInstallation of(SparkConfiguration configuration) throws SparkUnavailableException {
        if (configuration.master().isEmpty()) {
            throw SparkUnavailableException.permanent(
                    "no Spark master is configured: set quarry.spark.master (or SPARK_MASTER)");
        }
        return installed(configuration);
    }

    /** The same, whether a cluster is configured or not. */
    static SparkInstallation installed(SparkConfiguration configuration) throws SparkUnavailableException {
        Path home = configuration
                .home()
                .orElseThrow(
                        () -> SparkUnavailableException.permanent(
                                "Spark is not installed: set quarry.spark.home (or SPARK_HOME), or type quarry.jar spark install"));
        Path jars = home.resolve("jars");
        if (!Files.isDirectory(jars)) {
            throw SparkUnavailableException.permanent("there are no jars of Spark in " + jars
                    + ": type quarry.jar spark install, or set quarry.spark.home (or SPARK_HOME) to where it is");
        }
        try (DirectoryStream<Path> cores = Files.newDirectoryStream(jars, "spark-core_*.jar")) {
            String found = "no spark-core";
            for (Path core : cores) {
                found = core.getFileName().toString();
                Matcher name = CORE.matcher(found);
                if (name.matches() && name.group(1).equals(SCALA) && Integer.parseInt(name.group(2)) == MAJOR) {
                    return new SparkInstallation(home, name.group(2) + "." + name.group(3));
                }
            }
            throw SparkUnavailableException.permanent(
                    jars + " has " + found + ", and what is needed is spark-core_" + SCALA + " of version " + MAJOR);
        } catch (IOException e) {
            throw SparkUnavailableException.permanent(jars + " cannot be read: " + e.getMessage());
        }
    }
}
