package dev.quarry.spark;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.job.JobContext;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.search.Trainings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
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
            @ConfigProperty(name = "quarry.spark.auto-seconds", defaultValue = "20") int autoSeconds,
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

    /** The version of Spark, where searches that name no engine ask for it and it is installed. */
    public Optional<String> versionByDefault() {
        try {
            return byDefault == EngineChoice.SPARK
                    ? Optional.of(SparkInstallation.installed(configuration).version())
                    : Optional.empty();
        } catch (SparkUnavailableException missing) {
            return Optional.empty();
        }
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
        Choice choice = choice(requested, seconds);
        return choice.engine() == EngineChoice.LOCAL
                ? new OnThisNode(local, EngineReport.LOCAL.because(choice.reason()))
                : new SparkSweep(onSpark(choice, k -> local, indicators, SparkSweep.WHOLE, job));
    }

    /**
     * The engines that a request wants for its trainings.
     *
     * @param requested as above
     * @param seconds as above, for all trainings together
     * @param local makes the engine of this node for a training, by its number
     * @param indicators of the series that trainings trade parts of
     */
    public RequestedTrainings choose(
            String requested,
            double seconds,
            IntFunction<SweepEngine> local,
            IndicatorCache indicators,
            Trainings trainings,
            JobContext job) {
        Choice choice = choice(requested, seconds);
        return choice.engine() == EngineChoice.LOCAL
                ? new TrainingsOnThisNode(local, EngineReport.LOCAL.because(choice.reason()))
                : onSpark(choice, local, indicators, trainings, job);
    }

    /** @param reason null where the engine was asked for */
    private record Choice(EngineChoice engine, String reason) {}

    private Choice choice(String requested, double seconds) {
        EngineChoice choice = EngineChoice.of(requested).orElse(byDefault);
        if (choice != EngineChoice.AUTO) {
            return new Choice(choice, null);
        }
        if (configuration.master().isEmpty()) {
            return new Choice(EngineChoice.LOCAL, "no Spark master is configured (quarry.spark.master)");
        }
        String reason = String.format(
                Locale.ROOT,
                "Spark could save about %,.1f seconds at most, and is taken from %,.0f on (quarry.spark.auto-seconds)",
                Math.max(0, seconds),
                autoSeconds);
        return new Choice(seconds < autoSeconds ? EngineChoice.LOCAL : EngineChoice.SPARK, reason);
    }

    private SparkTrainings onSpark(
            Choice choice,
            IntFunction<SweepEngine> local,
            IndicatorCache indicators,
            Trainings trainings,
            JobContext job) {
        boolean only = choice.engine() == EngineChoice.ONLY_SPARK;
        return new SparkTrainings(
                configuration,
                application,
                new SparkTrainings.Wanted(only, choice.reason(), local, indicators, trainings, job),
                counter);
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

    private record OnThisNode(SweepEngine engine, EngineReport report) implements RequestedEngine {

        @Override
        public void run(SweepPlan plan, SweepProgress progress, Consumer<CombinationResult> results) {
            engine.run(plan, progress, results);
        }

        @Override
        public void runInChunks(SweepPlan plan, SweepProgress progress, Consumer<SweepChunk> chunks) {
            engine.runInChunks(plan, progress, chunks);
        }
    }

    private record TrainingsOnThisNode(IntFunction<SweepEngine> engines, EngineReport report)
            implements RequestedTrainings {

        @Override
        public SweepEngine engine(int training) {
            return engines.apply(training);
        }

        @Override
        public void close() {
            // nothing is shared
        }
    }
}
