package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.WorkerPool;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;

/**
 * One run of a plan, chunk by chunk: first the outcome of each combination is told, then the new outcomes are walked, then
 * the chunk is handed over. A chunk ends early when it has many new outcomes, so that it never takes long.
 */
final class SweepRun {

    private static final int MAX_COMBINATIONS = 1 << 15;
    /** New outcomes of a chunk times bars: about a second at most. */
    private static final long MAX_OUTCOME_BARS = 1L << 31;

    /** Combinations of a batch times bars. */
    private static final long BATCH_BARS = 1L << 26;

    private static final int MIN_OUTCOMES = 64;
    private static final int DECODED_PER_CHECK = 4096;
    private static final int ASKED_PER_CHECK = 256;

    private final SweepPlan plan;
    private final SweepProgress progress;
    private final Outcomes outcomes;
    private final Simulations simulations;
    private final boolean baseIsBroken;
    private final int newOutcomesAtMost;
    private final long total;
    private final long fastest;
    private final int batch;
    private long done;
    /** Outcomes of the sweep that were met and forgotten. */
    private long forgotten;

    SweepRun(SweepPlan plan, IndicatorCache indicators, WorkerPool pool, SweepProgress progress) {
        this.plan = plan;
        this.progress = progress;
        this.total = plan.combinations().size();
        this.baseIsBroken = plan.base().entrySet().stream()
                .filter(entry -> !plan.combinations().grid().has(entry.getKey()))
                .anyMatch(entry -> !StrategyParameters.faultsOf(plan.strategy(), entry.getKey(), entry.getValue())
                        .isEmpty());
        Candidates candidates = baseIsBroken || total == 0
                ? new Candidates(indicators.bars(), new BitSet())
                : new EntryBounds(plan, indicators, this::checkpoint).candidates();
        this.outcomes = new Outcomes(plan, indicators, candidates, this::checkpoint);
        this.simulations = new Simulations(indicators, candidates, outcomes, pool);
        long bars = Math.max(1, indicators.bars().size());
        this.newOutcomesAtMost = (int) Math.max(MIN_OUTCOMES, Math.min(MAX_COMBINATIONS, MAX_OUTCOME_BARS / bars));
        Grid grid = plan.combinations().grid();
        List<String> names = grid.names();
        this.fastest = names.isEmpty()
                ? 1
                : grid.values().get(names.get(names.size() - 1)).size();
        // With an entry set for every combination, that many hardly take more than a few MiB.
        this.batch = outcomes.facets().get(0).size() == grid.size()
                ? (int) Math.max(1, Math.min(MAX_COMBINATIONS, BATCH_BARS / bars))
                : 1;
    }

    void run(Consumer<ColumnChunk> chunks) {
        Combinations combinations = plan.combinations();
        PrimitiveIterator.OfLong indexes = combinations.indexes();
        GridCursor cursor = new GridCursor(combinations.grid(), outcomes.facets());
        int capacity = (int) Math.min(MAX_COMBINATIONS, total);
        ColumnChunk chunk = new ColumnChunk(plan, capacity, simulations);
        int check = plan.skipsNothing() ? DECODED_PER_CHECK : ASKED_PER_CHECK;
        while (indexes.hasNext()) {
            if (outcomes.full()) {
                forgotten += outcomes.size();
                outcomes.clear();
                simulations.clear();
            }
            chunk.clear(forgotten);
            int known = outcomes.size();
            int taken = 0;
            while (taken < capacity
                    && indexes.hasNext()
                    && outcomes.size() - known < newOutcomesAtMost
                    && !outcomes.full()) {
                int first = chunk.size();
                for (int k = 0; k < batch && taken < capacity && indexes.hasNext(); k++) {
                    long index = indexes.nextLong();
                    if (plan.skipsNothing() || !plan.skip().test(index)) {
                        chunk.add(index);
                    }
                    if (++taken % check == 0) {
                        checkpoint();
                    }
                }
                tell(cursor, chunk, first);
            }
            simulations.run(known, this::checkpoint);
            chunks.accept(chunk);
            done += taken;
            checkpoint();
        }
    }

    /** Tells how far the sweep is when that many results of the chunk are handed over; throws what the progress throws. */
    void checkpoint(int handedOver) {
        progress.tested(done + handedOver, total);
    }

    private void checkpoint() {
        checkpoint(0);
    }

    /**
     * Tells the outcomes of a batch in the order of the parameter that varies fastest, so that what is compared with lines of its
     * values finds them in the processor's cache.
     */
    private void tell(GridCursor cursor, ColumnChunk chunk, int first) {
        if (batch == 1) {
            if (chunk.size() > first) {
                chunk.tell(first, outcome(cursor, chunk.index(first)));
            }
            return;
        }
        long[] order = new long[chunk.size() - first];
        for (int k = 0; k < order.length; k++) {
            order[k] = chunk.index(first + k) % fastest * MAX_COMBINATIONS + first + k;
        }
        Arrays.sort(order);
        for (long place : order) {
            int position = (int) (place % MAX_COMBINATIONS);
            chunk.tell(position, outcome(cursor, chunk.index(position)));
        }
    }

    private int outcome(GridCursor cursor, long index) {
        if (baseIsBroken) {
            return Outcomes.INVALID;
        }
        cursor.moveTo(index);
        return outcomes.numberAt(cursor.place(0), cursor.place(1), cursor.place(2));
    }
}
