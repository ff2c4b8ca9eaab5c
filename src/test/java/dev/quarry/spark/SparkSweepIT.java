package dev.quarry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.engine.Golden;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.SeriesPart;
import dev.quarry.engine.Stretches;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.series.Bars;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definitions;
import dev.quarry.strategy.language.RandomExpressions;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.fast.RandomSweep;
import dev.quarry.sweep.remote.SweepTask;
import dev.quarry.sweep.search.Trainings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps by real drivers, on threads of theirs and on a standalone cluster. */
class SparkSweepIT {

    private static final Golden.Case GOLDEN =
            Golden.cases("discovery.json").findFirst().orElseThrow();

    private final RecordingJobContext job = new RecordingJobContext(7);

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        TestSpark.install();
    }

    @Test
    void the_command_installs_what_maven_fetches() throws IOException {
        List<String> listed = Files.readAllLines(Path.of("server-config/spark/jars.txt")).stream()
                .map(jar -> jar.substring(jar.lastIndexOf('/') + 1))
                .toList();
        try (Stream<Path> fetched = Files.list(TestSpark.HOME.resolve("jars"))) {
            assertThat(fetched.map(jar -> jar.getFileName().toString())).containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void a_golden_grid_has_the_bits_of_the_local_engine_and_the_job_says_who_ran_it() throws IOException {
        SweepPlan plan = golden().skipping(index -> index % 5 == 2);

        SparkSweep spark = onSpark(TestSpark.on("local[2]"), true, GOLDEN.bars());

        assertThat(results(spark, plan)).isEqualTo(results(new FastSweep(GOLDEN.bars()), plan));
        assertThat(spark.report()).isEqualTo(new EngineReport("spark", null, null));
        assertThat(job.infos())
                .hasSize(2)
                .startsWith("Spark 4.2.0 takes over")
                .anyMatch(line -> line.startsWith("Spark's application is local-"));
        assertNothingIsLeft();
    }

    @Test
    void a_definition_over_parts_of_bars_with_a_pre_roll_has_the_bits_of_the_local_engine_in_several_waves()
            throws IOException {
        IndicatorCache series = null;
        SweepPlan plan = null;
        List<CombinationResult> expected = List.of();
        for (long seed = 1; expected.stream().noneMatch(SparkSweepIT::trades); seed++) {
            RandomSweep sweep = new RandomSweep(
                    seed,
                    DefinedStrategy.of(
                            Definitions.right(new RandomExpressions(new Random(seed), List.of()).definition(3))));
            Bars bars = sweep.bars();
            series = new IndicatorCache(bars, bars.size() / 4, 1 << 20, () -> {});
            plan = SweepPlan.of(Combinations.all(sweep.plan().combinations().grid()), Map.of());
            expected = results(new FastSweep(series, Runnable::run, 1), plan);
        }

        Trainings trainings = parts(series.bars());
        try (SparkTrainings spark = TestSpark.trainings(
                TestSpark.on("local[2]", "spark.quarry.wave=" + expected.size()), true, series, trainings, job)) {
            assertThat(results(spark.engine(0), plan)).isEqualTo(expected);
            for (int k = 1; k < trainings.count(); k++) {
                assertThat(results(spark.engine(k), plan))
                        .isEqualTo(results(local(series, trainings, k), plan))
                        .isNotEqualTo(expected);
            }
            assertThat(spark.report().engine()).isEqualTo("spark");
        }
        assertNothingIsLeft();
    }

    @Test
    void on_a_cluster_a_killed_executor_and_a_killed_worker_change_nothing() throws IOException, InterruptedException {
        SweepPlan plan = large(400_000);
        IndicatorCache series = new IndicatorCache(GOLDEN.bars());
        Trainings trainings = parts(GOLDEN.bars());
        Sum expected = new Sum();
        for (int k = 0; k < trainings.count(); k++) {
            local(series, trainings, k).runInChunks(plan, SweepProgress.NONE, expected::take);
        }
        try (SparkCluster cluster = new SparkCluster()) {
            SparkConfiguration configuration =
                    TestSpark.on(cluster.master(), "spark.executor.memory=512m", "spark.executor.cores=1");
            Sum actual = new Sum();

            try (SparkTrainings spark = TestSpark.trainings(configuration, true, series, trainings, job)) {
                for (int k = 0; k < trainings.count(); k++) {
                    spark.engine(k).runInChunks(plan, SweepProgress.NONE, chunk -> {
                        if (actual.size == 0) {
                            cluster.killExecutorsOf(1);
                        }
                        if (actual.size < 300_000 && actual.size + chunk.size() >= 300_000) {
                            cluster.killWorker(2);
                        }
                        actual.take(chunk);
                    });
                }
                assertThat(spark.report().engine()).isEqualTo("spark");
            }

            assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
            assertThat(job.links()).singleElement().asString().matches("http://(localhost|127.0.0.1):[0-9]+");
            assertThat(job.infos()).contains("Spark shows it at " + job.links().get(0));
        }
        assertNothingIsLeft();
    }

    @Test
    void where_the_driver_dies_halfway_this_node_runs_the_rest_and_says_why() throws IOException {
        SweepPlan plan = large(400_000);
        IndicatorCache series = new IndicatorCache(GOLDEN.bars());
        Trainings trainings = parts(GOLDEN.bars());
        Sum expected = new Sum();
        Sum actual = new Sum();
        for (int k = 0; k < trainings.count(); k++) {
            local(series, trainings, k).runInChunks(plan, SweepProgress.NONE, expected::take);
        }
        try (SparkTrainings spark = TestSpark.trainings(TestSpark.on("local[2]"), false, series, trainings, job)) {
            for (int k = 0; k < trainings.count(); k++) {
                spark.engine(k).runInChunks(plan, SweepProgress.NONE, chunk -> {
                    if (actual.size == 0) {
                        TestSpark.drivers().forEach(ProcessHandle::destroyForcibly);
                    }
                    actual.take(chunk);
                });
            }
            assertThat(spark.report().engine()).isEqualTo("local");
            assertThat(spark.report().fallbackReason())
                    .startsWith("the driver was killed by signal 9: ")
                    .doesNotContain(" INFO ");
        }
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
        assertThat(job.warnings()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("Spark cannot run it, this node does: the driver was killed by signal 9"));
        assertNothingIsLeft();
    }

    @Test
    void a_job_that_is_stopped_leaves_no_driver_and_no_files() throws IOException {
        SparkSweep spark = onSpark(TestSpark.on("local[2]"), false, GOLDEN.bars());

        assertThatThrownBy(() -> spark.runInChunks(
                        large(600_000),
                        (done, total) -> {
                            if (TestSpark.drivers().findAny().isPresent()) {
                                throw new JobStoppedException(7);
                            }
                        },
                        chunk -> {}))
                .isInstanceOf(JobStoppedException.class);

        assertNothingIsLeft();
        assertThat(job.warnings()).isEmpty();
    }

    @Test
    void a_driver_ends_with_its_server(@TempDir Path directory)
            throws IOException, InterruptedException, SparkUnavailableException {
        SparkConfiguration configuration = TestSpark.on("local[2]");
        SweepPlan plan = large(600_000);
        try (DriverRun run = new DriverRun(configuration, new DriverRun.Listener() {
            @Override
            public void say(String line) {}

            @Override
            public void shown(String address) {}

            @Override
            public void waiting() {}
        })) {
            run.write("task", SweepTask.of(plan, new IndicatorCache(GOLDEN.bars()))::write);
            run.write("parts", out -> {
                out.writeInt(1);
                out.writeInt(1);
                out.writeByte(0);
            });
            run.write("ranges", PlannedRanges.cutInto(16, 1, plan, SweepProgress.NONE)::write);
            Process driver = new DriverCommand(configuration, SparkInstallation.of(configuration))
                    .start("a test", TestSpark.application(), run.directory());
            run.started(driver);

            driver.getOutputStream().close();

            assertThat(driver.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(driver.exitValue()).isEqualTo(3);
        }
    }

    @Test
    void what_keeps_spark_from_running_is_told_and_this_node_runs_it(@TempDir Path directory) throws IOException {
        SparkConfiguration right = TestSpark.on("local[2]");
        Path older = Files.createDirectories(directory.resolve("older/jars"));
        Files.createFile(older.resolve("spark-core_2.12-3.5.1.jar"));

        assertThat(reason(with(right, Optional.empty(), right.home(), 60)))
                .isEqualTo("no Spark master is configured: set quarry.spark.master (or SPARK_MASTER)");
        assertThat(reason(with(right, right.master(), Optional.of(directory), 60)))
                .startsWith("there are no jars of Spark in ")
                .contains("quarry.jar spark install");
        assertThat(reason(with(right, right.master(), Optional.of(directory.resolve("older")), 60)))
                .contains("has spark-core_2.12-3.5.1.jar, and what is needed is spark-core_2.13 of version 4");
        assertThat(reason(TestSpark.on("local[2]", "spark.driver.memory=1k")))
                .startsWith("the driver ended with code 1: ")
                .containsIgnoringCase("heap");
        assertThat(reason(with(right, Optional.of("spark://127.0.0.1:9"), right.home(), 1)))
                .startsWith("the cluster ran nothing within 1 seconds (quarry.spark.start-seconds)");
        assertNothingIsLeft();
    }

    @Test
    void only_spark_fails_instead_for_good_or_until_it_is_well_again() throws IOException {
        SparkConfiguration right = TestSpark.on("local[2]");
        SparkSweep missing = onSpark(with(right, Optional.empty(), right.home(), 60), true, GOLDEN.bars());
        SparkSweep away =
                onSpark(with(right, Optional.of("spark://127.0.0.1:9"), right.home(), 1), true, GOLDEN.bars());

        assertThatThrownBy(() -> results(missing, golden()))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("no Spark master is configured");
        assertThatThrownBy(() -> results(away, golden()))
                .isInstanceOf(TemporaryFailureException.class)
                .hasMessageContaining("the cluster ran nothing within 1 seconds");
    }

    private String reason(SparkConfiguration configuration) {
        SparkSweep spark = onSpark(configuration, false, GOLDEN.bars());
        assertThat(results(spark, golden())).isEqualTo(results(new FastSweep(GOLDEN.bars()), golden()));
        assertThat(spark.report().engine()).isEqualTo("local");
        return spark.report().fallbackReason();
    }

    private static SparkConfiguration with(
            SparkConfiguration given, Optional<String> master, Optional<Path> home, int startSeconds) {
        return new SparkConfiguration(
                master,
                home,
                given.conf(),
                given.ranges(),
                Duration.ofSeconds(startSeconds),
                given.stall(),
                given.work(),
                given.output());
    }

    private SparkSweep onSpark(SparkConfiguration configuration, boolean only, Bars bars) {
        return TestSpark.sweep(configuration, only, new IndicatorCache(bars), job);
    }

    private static SweepPlan golden() {
        Grid grid = Grid.of(RsiBands.STRATEGY, Golden.object(GOLDEN.json(), "grid"));
        return SweepPlan.of(Combinations.distinct(grid), GOLDEN.parameters("base_params"));
    }

    /** All of a series, a window of it, and all bars of which the middle is not traded. */
    private static Trainings parts(Bars bars) {
        int size = bars.size();
        BitSet entries = new BitSet();
        entries.set(0, size / 3);
        entries.set(size / 2, size);
        BitSet last = new BitSet();
        last.set(size / 3);
        List<SeriesPart> parts = List.of(
                SeriesPart.WHOLE,
                new SeriesPart.Window(size / 5, size / 2, 30),
                new SeriesPart.Traded(new Stretches(entries, last)));
        return new Trainings(parts.size(), parts::get);
    }

    private static SweepEngine local(IndicatorCache series, Trainings trainings, int training) {
        return new FastSweep(trainings.parts().apply(training).of(series), Runnable::run, 1);
    }

    /** Takes seconds. */
    private static SweepPlan large(int combinations) {
        Grid grid = Grid.ofChecked(RsiBands.STRATEGY, BuiltInGrids.discovery().get("discovery"));
        return SweepPlan.of(Combinations.distinct(grid).sample(combinations, 1), Map.of());
    }

    private static boolean trades(CombinationResult result) {
        return !result.failed() && result.statistics().trades() > 10;
    }

    private static List<CombinationResult> results(SweepEngine engine, SweepPlan plan) {
        List<CombinationResult> results = new ArrayList<>();
        engine.run(plan, SweepProgress.NONE, results::add);
        return results;
    }

    private static void assertNothingIsLeft() throws IOException {
        assertThat(TestSpark.drivers()).isEmpty();
        try (Stream<Path> files = Files.list(TestSpark.WORK)) {
            assertThat(files).isEmpty();
        }
    }

    /** Every combination with its figures in order, as one number. */
    private static final class Sum {
        private long size;
        private long hash;

        void take(SweepChunk chunk) {
            for (int k = 0; k < chunk.size(); k++) {
                size++;
                hash = 31 * (31 * hash + chunk.index(k)) + chunk.statistics(k).hashCode();
            }
        }
    }
}
