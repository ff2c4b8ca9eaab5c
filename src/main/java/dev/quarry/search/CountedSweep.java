package dev.quarry.search;

import dev.quarry.platform.measure.Work;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import java.util.function.Consumer;

/** An engine that reports how many combinations it has tested with every chunk, or every few thousand results. */
final class CountedSweep implements SweepEngine {

    private static final int AT_ONCE = 4_096;

    private final SweepEngine engine;
    private final WorkCounter counter;

    CountedSweep(SweepEngine engine, WorkCounter counter) {
        this.engine = engine;
        this.counter = counter;
    }

    @Override
    public void run(SweepPlan plan, SweepProgress progress, Consumer<CombinationResult> results) {
        int[] uncounted = {0};
        try {
            engine.run(plan, progress, result -> {
                if (++uncounted[0] == AT_ONCE) {
                    counter.add(Work.SWEEP_COMBINATIONS, AT_ONCE);
                    uncounted[0] = 0;
                }
                results.accept(result);
            });
        } finally {
            counter.add(Work.SWEEP_COMBINATIONS, uncounted[0]);
        }
    }

    @Override
    public void runInChunks(SweepPlan plan, SweepProgress progress, Consumer<SweepChunk> chunks) {
        engine.runInChunks(plan, progress, chunk -> {
            counter.add(Work.SWEEP_COMBINATIONS, chunk.size());
            chunks.accept(chunk);
        });
    }
}
