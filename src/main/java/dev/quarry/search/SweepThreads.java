package dev.quarry.search;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.job.JobContext;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.spark.RequestedEngine;
import dev.quarry.spark.RequestedTrainings;
import dev.quarry.spark.SparkEngines;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.WorkerPool;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.search.Trainings;
import java.util.concurrent.Executor;

/**
 * What a sweep may use of the machine, and of others.
 *
 * @param executor runs the parts that the handler's own thread does not
 * @param parallelism how many threads in all one sweep uses at most
 * @param counter counts the combinations that were tested
 * @param spark runs sweeps elsewhere for requests that want that
 */
public record SweepThreads(Executor executor, int parallelism, WorkCounter counter, SparkEngines spark) {

    /** A sweep on the handler's own thread only. */
    public static final SweepThreads ONE = new SweepThreads(Runnable::run, 1);

    /** Threads whose sweeps are not counted, and no Spark. */
    public SweepThreads(Executor executor, int parallelism) {
        this(executor, parallelism, WorkCounter.NONE, SparkEngines.none());
    }

    /** Runs other work of a sweep on these threads. */
    public WorkerPool pool() {
        return new WorkerPool(executor, parallelism);
    }

    /** The engine of this node that sweeps over the series of that cache. */
    public SweepEngine engine(IndicatorCache indicators) {
        return new CountedSweep(new FastSweep(indicators, executor, parallelism), counter);
    }

    /**
     * The engine that a request wants.
     *
     * @param requested as {@link SparkEngines#choose} takes it
     * @param cost what is to be swept
     */
    public RequestedEngine engine(String requested, SearchCost cost, IndicatorCache indicators, JobContext job) {
        return spark.choose(requested, cost.savedElsewhere(parallelism), engine(indicators), indicators, job);
    }

    /**
     * The engines that a request wants for its trainings.
     *
     * @param requested as {@link SparkEngines#choose} takes it
     * @param cost of all trainings
     * @param series what they trade parts of
     */
    public RequestedTrainings engines(
            String requested, SearchCost cost, IndicatorCache series, Trainings trainings, JobContext job) {
        return spark.choose(
                requested,
                cost.savedElsewhere(parallelism),
                k -> engine(trainings.parts().apply(k).of(series)),
                series,
                trainings,
                job);
    }
}
