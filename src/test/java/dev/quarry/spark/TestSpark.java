package dev.quarry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.job.JobContext;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.search.Trainings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Spark as its users have it: fetched by the line that they type, and an application of the classes as they are now. */
public final class TestSpark {

    static final Path HOME = Path.of("target", "spark").toAbsolutePath();

    private static final List<String> PACKED =
            List.of("spark/driver", "series", "strategy", "engine", "sweep", "inference", "platform/text");

    private static Path application;

    private TestSpark() {}

    /** Sweeps of another process of the tests have theirs elsewhere. */
    static final Path WORK =
            Path.of("target", "spark-work-" + ProcessHandle.current().pid()).toAbsolutePath();

    /** Fetches it unless it is there; another process of the tests may do so at the same time. */
    public static synchronized void install() throws IOException, InterruptedException {
        if (Files.isDirectory(HOME)) {
            return;
        }
        Path part = HOME.resolveSibling("spark-" + ProcessHandle.current().pid());
        fetch(part);
        try {
            Files.move(part, HOME, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException other) {
            assertThat(HOME.resolve("jars")).isDirectory();
        }
    }

    private static void fetch(Path home) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-q",
                "-Dquarry.spark.home=" + home,
                "-f",
                "server-config/spark/pom.xml",
                "package"));
        Optional.ofNullable(System.getProperty("maven.repo.local"))
                .ifPresent(repository -> line.add("-Dmaven.repo.local=" + repository));
        ProcessBuilder maven = new ProcessBuilder(line).redirectErrorStream(true);
        maven.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process run = maven.start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor()).as(output).isZero();
    }

    /** Where Spark is once it is {@link #install installed}. */
    public static Path home() {
        return HOME;
    }

    /** The drivers that this process has started and that have not ended. */
    public static Stream<ProcessHandle> drivers() {
        return ProcessHandle.current()
                .descendants()
                .filter(process ->
                        process.info().commandLine().orElse("").contains("org.apache.spark.deploy.SparkSubmit"));
    }

    /** Engines on threads of a driver. */
    public static SparkEngines local() throws IOException, InterruptedException {
        install();
        return new SparkEngines(on("local[2]"), directory -> application(), WorkCounter.NONE, EngineChoice.LOCAL, 60);
    }

    /** The same, whose executors store runs in that directory. */
    public static SparkEngines storing(Path output) throws IOException, InterruptedException {
        install();
        return new SparkEngines(
                storing(on("local[2]"), output), directory -> application(), WorkCounter.NONE, EngineChoice.LOCAL, 60);
    }

    static SparkConfiguration storing(SparkConfiguration given, Path output) {
        return new SparkConfiguration(
                given.master(),
                given.home(),
                given.conf(),
                given.ranges(),
                given.start(),
                given.stall(),
                given.work(),
                Optional.of(SparkEngines.directory(output.toString())));
    }

    static SparkConfiguration on(String master, String... conf) throws IOException {
        return new SparkConfiguration(
                Optional.of(master),
                Optional.of(HOME),
                Stream.concat(
                                Stream.of(
                                        "spark.driver.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                                        "spark.executor.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                                        "spark.driver.memory=512m"),
                                Stream.of(conf))
                        .toList(),
                16,
                Duration.ofSeconds(300),
                Duration.ofSeconds(300),
                Files.createDirectories(WORK),
                Optional.empty());
    }

    static SparkSweep sweep(SparkConfiguration configuration, boolean only, IndicatorCache series, JobContext job) {
        return new SparkSweep(trainings(configuration, only, series, SparkSweep.WHOLE, job));
    }

    static SparkTrainings trainings(
            SparkConfiguration configuration,
            boolean only,
            IndicatorCache series,
            Trainings trainings,
            JobContext job) {
        return new SparkTrainings(
                configuration,
                directory -> application(),
                new SparkTrainings.Wanted(
                        only,
                        null,
                        k -> new FastSweep(trainings.parts().apply(k).of(series), Runnable::run, 1),
                        series,
                        trainings,
                        job),
                WorkCounter.NONE);
    }

    /** A sweep that a cluster does or nobody. */
    public static RequestedEngine only(String master, IndicatorCache series, JobContext job, String... conf)
            throws IOException {
        return sweep(on(master, conf), true, series, job);
    }

    static synchronized Path application() {
        if (application == null) {
            try {
                application = packed(Files.createTempFile("quarry-spark", ".jar"));
                application.toFile().deleteOnExit();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return application;
    }

    private static Path packed(Path jar) throws IOException {
        Path classes = Path.of("target", "classes");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String folder : PACKED) {
                try (Stream<Path> files =
                        Files.walk(classes.resolve("dev/quarry").resolve(folder))) {
                    for (Path one : files.filter(Files::isRegularFile).toList()) {
                        out.putNextEntry(
                                new JarEntry(classes.relativize(one).toString().replace('\\', '/')));
                        Files.copy(one, out);
                        out.closeEntry();
                    }
                }
            }
        }
        return jar;
    }
}
