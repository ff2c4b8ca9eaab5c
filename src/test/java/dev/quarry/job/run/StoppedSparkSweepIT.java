package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.Golden;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.store.ControlTransitions;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.spark.SparkEngines;
import dev.quarry.spark.TestSpark;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.fast.FastSweep;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sweeps on Spark that are stopped by what another node writes to the queue: they hear of it by their own heartbeat only. */
class StoppedSparkSweepIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Golden.Case GOLDEN =
            Golden.cases("discovery.json").findFirst().orElseThrow();

    private final ScriptedHandler scripted = new ScriptedHandler();
    private final QueueNode node = new QueueNode(DATABASE, List.of(scripted));
    private final CountDownLatch begun = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException, InterruptedException {
        DATABASE.empty("job");
        SparkEngines engines = TestSpark.local();
        scripted.script = job -> {
            IndicatorCache series = new IndicatorCache(GOLDEN.bars());
            engines.choose("spark!", 0, new FastSweep(series, Runnable::run, 1), series, job)
                    .runInChunks(
                            large(), (done, total) -> job.progress(done, total, "Swept"), chunk -> begun.countDown());
        };
        node.heartbeat.start();
    }

    @AfterEach
    void end() {
        node.heartbeat.end();
    }

    @Test
    void a_sweep_that_is_canceled_on_another_node_ends_its_driver_within_two_seconds() throws Exception {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");

        long millis = untilTheDriverIsGone(() -> new ControlTransitions(DATABASE.database()).cancel(id));

        System.out.println("From the cancel to the end of Spark's driver: " + millis + " ms");
        assertThat(node.job(id).status()).isEqualTo(JobState.CANCELED);
    }

    @Test
    void a_sweep_whose_job_was_given_to_another_node_ends_its_driver_and_leaves_the_job_alone() throws Exception {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");

        long millis = untilTheDriverIsGone(() ->
                DATABASE.database().update("update job set fencing_token = fencing_token + 1000000 where id = ?", id));

        System.out.println("From the loss of the job to the end of Spark's driver: " + millis + " ms");
        assertThat(node.job(id).status()).isEqualTo(JobState.RUNNING);
        assertThat(node.job(id).result()).isNull();
    }

    /** Runs the job until the first results are there, does that to it, and waits for the end of driver and attempt. */
    private long untilTheDriverIsGone(Runnable stop) throws Exception {
        Thread slot = new Thread(() -> node.worker.work(Lane.IO, true));
        slot.setDaemon(true);
        slot.start();
        assertThat(begun.await(300, TimeUnit.SECONDS)).isTrue();
        ProcessHandle driver = TestSpark.drivers().findAny().orElseThrow();
        long before = System.nanoTime();
        stop.run();
        // Two seconds are promised; a machine that does something else may take longer.
        driver.onExit().get(20, TimeUnit.SECONDS);
        long millis = (System.nanoTime() - before) / 1_000_000;
        slot.join(20_000);
        assertThat(slot.isAlive()).isFalse();
        return millis;
    }

    /** Takes many seconds. */
    private static SweepPlan large() {
        Grid grid = Grid.ofChecked(RsiBands.STRATEGY, BuiltInGrids.discovery().get("discovery"));
        return SweepPlan.of(Combinations.distinct(grid).sample(600_000, 1), Map.of());
    }
}
