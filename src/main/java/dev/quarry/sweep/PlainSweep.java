package dev.quarry.sweep;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.ParsedParameters;
import dev.quarry.series.Bars;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One back-test after the other, with shared indicators: the engine that others are tested against. Combinations are
 * handed out in small batches, so that progress and a stop are never far and memory does not grow with the grid.
 */
public final class PlainSweep implements SweepEngine {

    private static final int BATCH_PER_WORKER = 16;

    private final IndicatorCache indicators;
    private final WorkerPool pool;

    /** A sweep on the calling thread alone. */
    public PlainSweep(Bars bars) {
        this(bars, Runnable::run, 1);
    }

    /** A sweep on the calling thread and up to {@code parallelism} − 1 tasks of the executor, as {@link WorkerPool} has it. */
    public PlainSweep(Bars bars, Executor executor, int parallelism) {
        this(new IndicatorCache(bars), executor, parallelism);
    }

    /** The same over the series of a cache, which may have a pre-roll. */
    public PlainSweep(IndicatorCache indicators, Executor executor, int parallelism) {
        this.indicators = indicators;
        this.pool = new WorkerPool(executor, parallelism);
    }

    @Override
    public void run(SweepPlan plan, SweepProgress progress, Consumer<CombinationResult> results) {
        long total = plan.combinations().size();
        PrimitiveIterator.OfLong indexes = plan.combinations().indexes();
        List<Combination> batch = new ArrayList<>();
        long done = 0;
        while (indexes.hasNext()) {
            batch.clear();
            int taken = 0;
            while (taken < BATCH_PER_WORKER * pool.parallelism() && indexes.hasNext()) {
                long index = indexes.nextLong();
                if (!plan.skip().test(index)) {
                    batch.add(plan.combinations().grid().combination(index));
                }
                taken++;
            }
            for (CombinationResult result : test(plan, batch)) {
                results.accept(result);
            }
            done += taken;
            progress.tested(done, total);
        }
    }

    private CombinationResult[] test(SweepPlan plan, List<Combination> batch) {
        List<Combination> combinations = List.copyOf(batch);
        CombinationResult[] results = new CombinationResult[combinations.size()];
        pool.run(results.length, k -> results[k] = test(plan, combinations.get(k)), () -> {});
        return results;
    }

    private CombinationResult test(SweepPlan plan, Combination combination) {
        try {
            ParsedParameters parameters = plan.parameters(combination);
            return CombinationResult.tested(combination, Backtest.statistics(indicators, parameters.orThrow()));
        } catch (RuntimeException e) {
            return CombinationResult.failed(combination, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }
}
