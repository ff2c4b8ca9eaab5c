package dev.quarry.spark;

import dev.quarry.engine.SeriesPart;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.search.Trainings;
import java.util.function.Consumer;

/** One sweep, over a whole series, whose driver ends with it. */
final class SparkSweep implements RequestedEngine {

    /** What is swept, as trainings. */
    static final Trainings WHOLE = new Trainings(1, k -> SeriesPart.WHOLE);

    private final SparkTrainings only;

    /** @param only of {@link #WHOLE} */
    SparkSweep(SparkTrainings only) {
        this.only = only;
    }

    @Override
    public void keepWith(RunsKeeper keeper) {
        only.keepWith(keeper);
    }

    @Override
    public EngineReport report() {
        return only.report();
    }

    @Override
    public void run(SweepPlan plan, SweepProgress progress, Consumer<CombinationResult> results) {
        try (only) {
            only.engine(0).run(plan, progress, results);
        }
    }

    @Override
    public void runInChunks(SweepPlan plan, SweepProgress progress, Consumer<SweepChunk> chunks) {
        try (only) {
            only.engine(0).runInChunks(plan, progress, chunks);
        }
    }
}
