package dev.quarry.search;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.WorkerPool;
import dev.quarry.sweep.fast.FastSweep;
import java.util.concurrent.Executor;

/**
 * What a sweep may use of the machine.
 *
 * @param executor runs the parts that the handler's own thread does not
 * @param parallelism how many threads in all one sweep uses at most
 * @param counter is told of combinations that were tested
 */
public record SweepThreads(Executor executor, int parallelism, WorkCounter counter) {

    /** Only the handler's own thread. */
    public static final SweepThreads ONE = new SweepThreads(Runnable::run, 1);

    /** Threads whose sweeps nobody counts. */
    public SweepThreads(Executor executor, int parallelism) {
        this(executor, parallelism, WorkCounter.NONE);
    }

    /** Shares other work of a sweep between these threads. */
    public WorkerPool pool() {
        return new WorkerPool(executor, parallelism);
    }

    /** The engine that sweeps over the series of that cache. */
    public SweepEngine engine(IndicatorCache indicators) {
        return new CountedSweep(new FastSweep(indicators, executor, parallelism), counter);
    }
}
