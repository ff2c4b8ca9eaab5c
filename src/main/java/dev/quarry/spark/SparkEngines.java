package dev.quarry.spark;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.job.JobContext;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses what sweeps a grid. */
@ApplicationScoped
public class SparkEngines {

    private final SparkConfiguration configuration;
    private final ApplicationJar application;
    private final WorkCounter counter;
    private final EngineChoice byDefault;
    private final double autoSeconds;

    /**
     * @param master the cluster, as Spark names it
     * @param home the directory with Spark's {@code jars}; {@code lib/spark} of the distribution when absent
     * @param byDefault whether searches that name no engine ask for Spark
     * @param conf Spark's own settings, with commas between them
     * @param ranges into how many ranges a grid is cut at most
     * @param startSeconds how long the cluster may take until it runs something
     * @param stallSeconds how long it may then take until one more range is done
     * @param autoSeconds where it could save that many seconds, Spark sweeps where a request leaves the choice
     * @param work where a sweep's files are while it runs; the system's temporary directory when absent
     * @param output where executors store runs: a directory that they share with this node, or a URL
     */
    @Inject
    public SparkEngines(
            WorkCounter counter,
            @ConfigProperty(name = "quarry.spark.master") Optional<String> master,
            @ConfigProperty(name = "quarry.spark.home") Optional<String> home,
            @ConfigProperty(name = "quarry.spark.default") Optional<String> byDefault,
            @ConfigProperty(name = "quarry.spark.conf") Optional<String> conf,
            @ConfigProperty(name = "quarry.spark.ranges", defaultValue = "64") int ranges,
            @ConfigProperty(name = "quarry.spark.start-seconds", defaultValue = "120") int startSeconds,
            @ConfigProperty(name = "quarry.spark.stall-seconds", defaultValue = "600") int stallSeconds,
            @ConfigProperty(name = "quarry.spark.auto-seconds", defaultValue = "60") int autoSeconds,
            @ConfigProperty(name = "quarry.spark.work-directory") Optional<String> work,
            @ConfigProperty(name = "quarry.spark.output") Optional<String> output) {
        this(
                new SparkConfiguration(
                        given(master),
                        given(home)
                                .or(() -> Optional.ofNullable(System.getProperty("quarry.home"))
                                        .map(distribution -> distribution + "/lib/spark"))
                                .map(Path::of),
                        given(conf).map(SparkEngines::parts).orElse(List.of()),
                        ranges,
                        Duration.ofSeconds(startSeconds),
                        Duration.ofSeconds(stallSeconds),
                        Path.of(given(work).orElse(System.getProperty("java.io.tmpdir"))),
                        given(output).map(SparkEngines::directory)),
                ApplicationJar.PACKED,
                counter,
                byDefault.filter(SparkEngines::isOn).isPresent() ? EngineChoice.SPARK : EngineChoice.LOCAL,
                autoSeconds);
    }

    SparkEngines(
            SparkConfiguration configuration,
            ApplicationJar application,
            WorkCounter counter,
            EngineChoice byDefault,
            double autoSeconds) {
        this.configuration = configuration;
        this.application = application;
        this.counter = counter;
        this.byDefault = byDefault;
        this.autoSeconds = autoSeconds;
    }

    /** Engines where no Spark is. */
    public static SparkEngines none() {
        return new SparkEngines(
                new SparkConfiguration(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Path.of(System.getProperty("java.io.tmpdir")),
                        Optional.empty()),
                ApplicationJar.PACKED,
                WorkCounter.NONE,
                EngineChoice.LOCAL,
                0);
    }

    /** Where executors store runs, as a URI; empty where the ledger does. */
    public Optional<String> output() {
        return configuration.output();
    }

    /**
     * The engine that a request wants.
     *
     * @param requested a right value of its field {@link EngineChoice#FIELD}; null where it has none
     * @param seconds how much sooner than by this node it could be done, about and at most
     * @param local the engine of this node, over the series of {@code indicators}
     */
    public RequestedEngine choose(
            String requested, double seconds, SweepEngine local, IndicatorCache indicators, JobContext job) {
        EngineChoice choice = EngineChoice.of(requested).orElse(byDefault);
        if (choice != EngineChoice.AUTO) {
            return engine(choice, null, local, indicators, job);
        }
        if (configuration.master().isEmpty()) {
            return engine(
                    EngineChoice.LOCAL, "no Spark master is configured (quarry.spark.master)", local, indicators, job);
        }
        String reason = String.format(
                Locale.ROOT,
                "Spark could save about %,.1f seconds at most, and is taken from %,.0f on (quarry.spark.auto-seconds)",
                Math.max(0, seconds),
                autoSeconds);
        return engine(seconds < autoSeconds ? EngineChoice.LOCAL : EngineChoice.SPARK, reason, local, indicators, job);
    }

    private RequestedEngine engine(
            EngineChoice choice, String reason, SweepEngine local, IndicatorCache indicators, JobContext job) {
        if (choice == EngineChoice.LOCAL) {
            return new Chosen(local, () -> EngineReport.LOCAL.because(reason));
        }
        SparkSweep spark = new SparkSweep(
                configuration, application, choice == EngineChoice.ONLY_SPARK, local, indicators, job, counter);
        return new Chosen(spark, () -> spark.report().because(reason));
    }

    private static Optional<String> given(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }

    /** As a URI without a slash at its end: Hadoop's default file system need not be that of this machine. */
    static String directory(String output) {
        String whole =
                output.contains("://") ? output : "file://" + Path.of(output).toAbsolutePath();
        return whole.replaceAll("/+$", "");
    }

    private static List<String> parts(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).toList();
    }

    private static boolean isOn(String flag) {
        return SparkSettings.ON.stream().anyMatch(flag.strip()::equalsIgnoreCase);
    }

    private record Chosen(SweepEngine engine, Supplier<EngineReport> reports) implements RequestedEngine {

        @Override
        public void keepWith(RunsKeeper keeper) {
            if (engine instanceof RequestedEngine requested) {
                requested.keepWith(keeper);
            }
        }

        @Override
        public EngineReport report() {
            return reports.get();
        }

        @Override
        public void run(SweepPlan plan, SweepProgress progress, Consumer<CombinationResult> results) {
            engine.run(plan, progress, results);
        }

        @Override
        public void runInChunks(SweepPlan plan, SweepProgress progress, Consumer<SweepChunk> chunks) {
            engine.runInChunks(plan, progress, chunks);
        }
    }
}
