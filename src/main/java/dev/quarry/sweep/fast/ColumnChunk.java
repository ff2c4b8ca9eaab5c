package dev.quarry.sweep.fast;

import dev.quarry.engine.Statistics;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepPlan;

/** A chunk as two columns, used again for the next one. */
final class ColumnChunk implements SweepChunk {

    private final SweepPlan plan;
    private final Simulations simulations;
    private final long[] indexes;
    private final int[] outcomes;
    private int size;
    private long firstOutcome;

    ColumnChunk(SweepPlan plan, int capacity, Simulations simulations) {
        this.plan = plan;
        this.simulations = simulations;
        this.indexes = new long[capacity];
        this.outcomes = new int[capacity];
    }

    /** Empties it; what is added has outcomes counted from that number of the sweep. */
    void clear(long first) {
        size = 0;
        firstOutcome = first;
    }

    /** Adds a combination whose outcome is told later. */
    void add(long index) {
        indexes[size++] = index;
    }

    void tell(int position, int outcome) {
        outcomes[position] = outcome;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long index(int position) {
        return indexes[position];
    }

    @Override
    public long outcome(int position) {
        return outcomes[position] == Outcomes.INVALID ? NO_OUTCOME : firstOutcome + outcomes[position];
    }

    @Override
    public Statistics statistics(int position) {
        return outcomes[position] == Outcomes.INVALID ? null : simulations.statistics(outcomes[position]);
    }

    @Override
    public CombinationResult result(int position) {
        return plan.result(indexes[position], statistics(position));
    }
}
