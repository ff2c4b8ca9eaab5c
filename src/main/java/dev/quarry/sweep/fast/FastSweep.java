package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.series.Bars;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.WorkerPool;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The engine for large grids: gives what {@link dev.quarry.sweep.PlainSweep} gives, to the bit, at about the cost of the
 * trades alone. Combinations that enter, leave and account alike are run once; entries are found by bits, exits in tables
 * that all combinations with the same exit rule share. No combination is handed to the plain engine. Memory does not grow
 * with the grid. Safe for any number of threads.
 */
public final class FastSweep implements SweepEngine {

    /** Between two calls of the progress while results are handed over one by one. */
    private static final int RESULTS_PER_CHECK = 64;

    private final IndicatorCache indicators;
    private final WorkerPool pool;

    /** A sweep on the calling thread alone. */
    public FastSweep(Bars bars) {
        this(new IndicatorCache(bars), Runnable::run, 1);
    }

    /**
     * A sweep over the series of a cache, which may have a pre-roll, on the calling thread and up to
     * {@code parallelism} − 1 tasks of the executor, as {@link WorkerPool} has it.
     */
    public FastSweep(IndicatorCache indicators, Executor executor, int parallelism) {
        this.indicators = indicators;
        this.pool = new WorkerPool(executor, parallelism);
    }

    @Override
    public void run(SweepPlan plan, SweepProgress progress, Consumer<CombinationResult> results) {
        SweepRun run = new SweepRun(plan, indicators, pool, progress);
        run.run(chunk -> {
            for (int k = 0; k < chunk.size(); k++) {
                results.accept(chunk.result(k));
                if ((k + 1) % RESULTS_PER_CHECK == 0) {
                    run.checkpoint(k + 1);
                }
            }
        });
    }

    @Override
    public void runInChunks(SweepPlan plan, SweepProgress progress, Consumer<SweepChunk> chunks) {
        new SweepRun(plan, indicators, pool, progress).run(chunks::accept);
    }
}
