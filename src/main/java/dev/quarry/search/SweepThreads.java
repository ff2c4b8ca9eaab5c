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
 * @param counter counts the combinations that were tested
 */
public record SweepThreads(Executor executor, int parallelism, WorkCounter counter) {

    /** A sweep on the handler's own thread only. */
    public static final SweepThreads ONE = new SweepThreads(Runnable::run, 1);

    /** Threads whose sweeps are not counted. */
    public SweepThreads(Executor executor, int parallelism) {
        this(executor, parallelism, WorkCounter.NONE);
    }

    /** Runs other work of a sweep on these threads. */
    public WorkerPool pool() {
        return new WorkerPool(executor, parallelism);
    }

    /** The engine that sweeps over the series of that cache. */
    public SweepEngine engine(IndicatorCache indicators) {
        return new CountedSweep(new FastSweep(indicators, executor, parallelism), counter);
    }
}
