package dev.quarry.spark;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.platform.measure.Work;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.remote.RemoteChunks;
import dev.quarry.sweep.remote.SweepTask;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Has Spark run a sweep. Where that cannot be, the local engine runs what Spark has not done: results come in the same order with
 * the same bits, each once.
 */
final class SparkSweep implements RequestedEngine {

    private final SparkConfiguration configuration;
    private final ApplicationJar application;
    private final boolean only;
    private final SweepEngine local;
    private final IndicatorCache indicators;
    private final JobContext job;
    private final WorkCounter counter;
    private Optional<RunsKeeper> keeper = Optional.empty();
    private String fallbackReason;

    /**
     * @param only whether the job fails where Spark cannot
     * @param local runs the same on this node, and counts what it tests
     */
    SparkSweep(
            SparkConfiguration configuration,
            ApplicationJar application,
            boolean only,
            SweepEngine local,
            IndicatorCache indicators,
            JobContext job,
            WorkCounter counter) {
        this.configuration = configuration;
        this.application = application;
        this.only = only;
        this.local = local;
        this.indicators = indicators;
        this.job = job;
        this.counter = counter;
    }

    @Override
    public void keepWith(RunsKeeper search) {
        keeper = configuration.output().map(root -> search);
    }

    @Override
    public EngineReport report() {
        return new EngineReport(
                (fallbackReason == null ? EngineChoice.SPARK : EngineChoice.LOCAL).text(), fallbackReason, null);
    }

    @Override
    public void run(SweepPlan plan, SweepProgress progress, Consumer<CombinationResult> results) {
        runInChunks(plan, progress, chunk -> {
            for (int k = 0; k < chunk.size(); k++) {
                results.accept(chunk.result(k));
            }
        });
    }

    @Override
    public void runInChunks(SweepPlan plan, SweepProgress progress, Consumer<SweepChunk> chunks) {
        PlannedRanges ranges = keeper.isPresent()
                ? PlannedRanges.ofSize(keeper.get().together(), plan, progress)
                : PlannedRanges.cutInto(configuration.ranges(), plan, progress);
        if (ranges.count() == 0) {
            progress.tested(ranges.skipped(), plan.combinations().size());
            return;
        }
        int[] done = {0};
        try {
            onSpark(plan, ranges, progress, chunks, done);
        } catch (SparkUnavailableException unavailable) {
            fallBack(unavailable);
            local.runInChunks(ranges.from(done[0], plan), progress, chunks);
        }
    }

    private void fallBack(SparkUnavailableException unavailable) {
        String reason = unavailable.getMessage();
        if (only && unavailable.mayPass()) {
            throw new TemporaryFailureException("Spark could not run it: " + reason, unavailable);
        }
        if (only) {
            throw new JobFailedException("Spark cannot run it: " + reason);
        }
        fallbackReason = reason;
        job.warn("Spark cannot run it, this node does: " + reason);
    }

    /** @param done counts the ranges that were handed over */
    private void onSpark(
            SweepPlan plan, PlannedRanges ranges, SweepProgress progress, Consumer<SweepChunk> chunks, int[] done)
            throws SparkUnavailableException {
        if (plan.strategy() != RsiBands.STRATEGY && !(plan.strategy() instanceof DefinedStrategy)
                || indicators.closesSome()) {
            throw SparkUnavailableException.permanent(
                    "what is traded here has no form in which Spark could be given it");
        }
        SparkInstallation spark = SparkInstallation.of(configuration);
        long total = plan.combinations().size();
        long[] tested = {ranges.skipped()};
        try (DriverRun run = new DriverRun(configuration, new DriverRun.Listener() {
            @Override
            public void say(String line) {
                job.info(line);
            }

            @Override
            public void shown(String address) {
                job.info("Spark shows it at " + address, URI.create(address));
            }

            @Override
            public void waiting() {
                progress.tested(tested[0], total);
            }
        })) {
            run.write("task", out -> {
                SweepTask.of(plan, indicators).write(out);
                if (keeper.isPresent()) {
                    keeper.get().output(configuration.output().orElseThrow()).write(out);
                }
            });
            run.write("ranges", ranges::write);
            run.started(new DriverCommand(configuration, spark)
                    .start("Quarry, job " + job.jobId(), application.in(run.directory()), run.directory()));
            RemoteChunks remote = new RemoteChunks(plan, chunk -> {
                counter.add(Work.SWEEP_COMBINATIONS, chunk.size());
                chunks.accept(chunk);
            });
            for (int range = 0; range < ranges.count(); range++) {
                var ran = run.await(range);
                done[0] = range + 1;
                keeper.ifPresent(RunsKeeper::begins);
                remote.take(ranges.indexes(range), ran.outcome(), size -> {
                    tested[0] += size;
                    progress.tested(tested[0], total);
                });
                keeper.ifPresent(search -> search.stored(ran.file()));
            }
        } catch (IOException e) {
            throw SparkUnavailableException.passing("its files failed: " + e.getMessage());
        }
    }
}
