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
import dev.quarry.sweep.remote.PlainParts;
import dev.quarry.sweep.remote.RemoteChunks;
import dev.quarry.sweep.remote.SweepTask;
import dev.quarry.sweep.search.Trainings;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Has one driver of Spark run all trainings. Its tasks are the ranges of the first one, then those of the second one and so on. Where
 * that cannot be, local engines run what Spark has not done: results come in the same order with the same bits, each once.
 */
final class SparkTrainings implements RequestedTrainings {

    /**
     * What a search wants of Spark.
     *
     * @param only whether the job fails where Spark cannot
     * @param because why it was Spark that was chosen; null where it was asked for
     * @param local makes the engine that runs a training on this node, and counts what it tests
     * @param indicators of the series that trainings trade parts of
     */
    record Wanted(
            boolean only,
            String because,
            IntFunction<SweepEngine> local,
            IndicatorCache indicators,
            Trainings trainings,
            JobContext job) {}

    private final SparkConfiguration configuration;
    private final ApplicationJar application;
    private final Wanted wanted;
    private final WorkCounter counter;
    private final JobContext job;
    private Optional<RunsKeeper> keeper = Optional.empty();
    private SweepPlan planned;
    private PlannedRanges ranges;
    private DriverRun run;
    private Runnable waiting = () -> {};
    private String fallbackReason;

    SparkTrainings(SparkConfiguration configuration, ApplicationJar application, Wanted wanted, WorkCounter counter) {
        this.configuration = configuration;
        this.application = application;
        this.wanted = wanted;
        this.counter = counter;
        this.job = wanted.job();
    }

    /** As {@link RequestedEngine#keepWith}, where there is one training. */
    void keepWith(RunsKeeper search) {
        keeper = configuration.output().map(root -> search);
    }

    @Override
    public EngineReport report() {
        EngineChoice swept = fallbackReason == null ? EngineChoice.SPARK : EngineChoice.LOCAL;
        return new EngineReport(swept.text(), fallbackReason, wanted.because());
    }

    @Override
    public SweepEngine engine(int training) {
        return new Training(training);
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
            run = null;
        }
    }

    private void fallBack(SparkUnavailableException unavailable) {
        close();
        String reason = unavailable.getMessage();
        if (wanted.only() && unavailable.mayPass()) {
            throw new TemporaryFailureException("Spark could not run it: " + reason, unavailable);
        }
        if (wanted.only()) {
            throw new JobFailedException("Spark cannot run it: " + reason);
        }
        fallbackReason = reason;
        job.warn("Spark cannot run it, this node does: " + reason);
    }

    /** Cuts the grid, once for all trainings. */
    private void plan(SweepPlan plan, SweepProgress progress) {
        if (planned == null) {
            planned = plan;
            ranges = keeper.isPresent()
                    ? PlannedRanges.ofSize(keeper.get().together(), plan, progress)
                    : PlannedRanges.cutInto(
                            configuration.ranges(), wanted.trainings().count(), plan, progress);
        }
        if (planned != plan) {
            throw new IllegalArgumentException("trainings of different plans");
        }
    }

    private void start() throws IOException, SparkUnavailableException {
        IndicatorCache indicators = wanted.indicators();
        if (planned.strategy() != RsiBands.STRATEGY && !(planned.strategy() instanceof DefinedStrategy)
                || indicators.closesSome()) {
            throw SparkUnavailableException.permanent(
                    "what is traded here has no form in which Spark could be given it");
        }
        SparkInstallation spark = SparkInstallation.of(configuration);
        run = new DriverRun(configuration, new Told());
        run.write("task", out -> {
            SweepTask.of(planned, indicators).write(out);
            if (keeper.isPresent()) {
                keeper.get().output(configuration.output().orElseThrow()).write(out);
            }
        });
        run.write("ranges", ranges::write);
        run.write("parts", this::writeParts);
        run.started(new DriverCommand(configuration, spark)
                .start("Quarry, job " + job.jobId(), application.in(run.directory()), run.directory()));
    }

    private void writeParts(DataOutputStream out) throws IOException {
        Trainings trainings = wanted.trainings();
        out.writeInt(trainings.count());
        for (int k = 0; k < trainings.count(); k++) {
            byte[] part = PlainParts.bytes(trainings.parts().apply(k));
            out.writeInt(part.length);
            out.write(part);
        }
    }

    /** Tells the job what the driver tells. */
    private final class Told implements DriverRun.Listener {

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
            waiting.run();
        }
    }

    private final class Training implements SweepEngine {

        private final int number;
        private int done;

        Training(int number) {
            this.number = number;
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
            plan(plan, progress);
            if (ranges.count() == 0) {
                progress.tested(ranges.skipped(), plan.combinations().size());
                return;
            }
            try {
                if (fallbackReason == null) {
                    take(plan, progress, chunks);
                    return;
                }
            } catch (IOException e) {
                fallBack(SparkUnavailableException.passing("its files failed: " + e.getMessage()));
            } catch (SparkUnavailableException unavailable) {
                fallBack(unavailable);
            }
            wanted.local().apply(number).runInChunks(ranges.from(done, plan), progress, chunks);
        }

        private void take(SweepPlan plan, SweepProgress progress, Consumer<SweepChunk> chunks)
                throws IOException, SparkUnavailableException {
            long total = plan.combinations().size();
            long[] tested = {ranges.skipped()};
            waiting = () -> progress.tested(tested[0], total);
            if (run == null) {
                start();
            }
            RemoteChunks remote = new RemoteChunks(plan, chunk -> {
                counter.add(Work.SWEEP_COMBINATIONS, chunk.size());
                chunks.accept(chunk);
            });
            for (int range = 0; range < ranges.count(); range++) {
                DriverRun.Ran ran = run.await(number * ranges.count() + range);
                done = range + 1;
                keeper.ifPresent(RunsKeeper::begins);
                remote.take(ranges.indexes(range), ran.outcome(), size -> {
                    tested[0] += size;
                    progress.tested(tested[0], total);
                });
                keeper.ifPresent(search -> search.stored(ran.file()));
            }
        }
    }
}
