package dev.quarry.spark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Starts a driver. Its command line is told by Spark's own launcher, a process that ends at once: it knows the flags that this
 * Java needs, the home's defaults and the class path, of this version of Spark and of the next.
 */
final class DriverCommand {

    private static final int LAUNCHER_SECONDS = 30;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** What Spark, Hadoop and clouds read; the server's own variables, passwords among them, stay here. */
    private static final Set<String> VARIABLES =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME", "KUBECONFIG", "KRB5CCNAME");

    private static final List<String> PREFIXES =
            List.of("SPARK_", "HADOOP_", "YARN_", "AWS_", "AZURE_", "GOOGLE_", "KUBERNETES_");

    private final SparkConfiguration configuration;
    private final SparkInstallation spark;

    DriverCommand(SparkConfiguration configuration, SparkInstallation spark) {
        this.configuration = configuration;
        this.spark = spark;
    }

    /**
     * Starts it.
     *
     * @param name how Spark shows it
     * @param jar the application
     * @param directory with its files; its output goes to {@code log} there
     */
    Process start(String name, Path jar, Path directory) throws IOException, SparkUnavailableException {
        List<String> submit = new ArrayList<>(List.of(
                JAVA,
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                spark.home().resolve("jars") + File.separator + "*",
                "org.apache.spark.launcher.Main",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                configuration.master().orElseThrow(),
                "--deploy-mode",
                "client",
                "--name",
                name,
                "--class",
                "dev.quarry.spark.driver.SparkDriver"));
        for (String setting : settings()) {
            submit.add("--conf");
            submit.add(setting);
        }
        submit.add(jar.toString());
        submit.add(directory.toString());
        return process(told(submit, directory), directory)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    /** Those of the configuration come last, and count. */
    private List<String> settings() {
        List<String> settings =
                new ArrayList<>(List.of("spark.driver.maxResultSize=0", "spark.ui.showConsoleProgress=false"));
        if (configuration.inTheDriver()) {
            settings.add("spark.ui.enabled=false");
        }
        settings.addAll(configuration.conf());
        return settings;
    }

    private List<String> told(List<String> command, Path directory) throws IOException, SparkUnavailableException {
        Path told = directory.resolve("command");
        Path faults = directory.resolve("faults");
        Process launcher = process(command, directory)
                .redirectOutput(told.toFile())
                .redirectError(faults.toFile())
                .start();
        try {
            if (!launcher.waitFor(LAUNCHER_SECONDS, TimeUnit.SECONDS) || launcher.exitValue() != 0) {
                throw SparkUnavailableException.permanent(
                        "Spark's launcher did not start a driver: " + DriverLog.lastLine(Files.readString(faults)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("the start of Spark was interrupted");
        } finally {
            launcher.destroyForcibly();
        }
        return arguments(Files.readString(told, StandardCharsets.UTF_8));
    }

    /** Each ends with a NUL; what comes before the first one, up to its line's end, is for a shell. */
    static List<String> arguments(String told) throws SparkUnavailableException {
        List<String> arguments =
                new ArrayList<>(List.of(told.substring(told.indexOf('\n') + 1).split("\0")));
        if (arguments.get(0).isBlank()) {
            arguments.remove(0);
        }
        if (arguments.size() < 2) {
            throw SparkUnavailableException.permanent("Spark's launcher told no command for a driver");
        }
        return arguments;
    }

    private ProcessBuilder process(List<String> command, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> !VARIABLES.contains(name) && PREFIXES.stream().noneMatch(name::startsWith));
        environment.put("SPARK_HOME", spark.home().toString());
        environment.putIfAbsent("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_DIRS", directory.resolve("local").toString());
        if (configuration.onThisMachine()) {
            environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        }
        return builder;
    }
}
