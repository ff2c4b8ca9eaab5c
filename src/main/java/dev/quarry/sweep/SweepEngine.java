package dev.quarry.sweep;

import java.util.function.Consumer;

/** Back-tests many combinations over one series. Every engine gives the same results, to the bit. */
public interface SweepEngine {

    /**
     * Runs a plan. Results come in grid order, on the calling thread, and nothing is kept of them here; a combination
     * that cannot be run is a result too. What {@code progress} or {@code results} throws ends the sweep and comes out.
     */
    void run(SweepPlan plan, SweepProgress progress, Consumer<CombinationResult> results);

    /**
     * The same in chunks, for grids whose combinations are too many for an object each. Which combinations are known to
     * share an outcome, and how many a chunk has, is up to the engine.
     */
    default void runInChunks(SweepPlan plan, SweepProgress progress, Consumer<SweepChunk> chunks) {
        ResultChunk chunk = new ResultChunk(chunks);
        run(plan, progress, chunk::add);
        chunk.flush();
    }
}
