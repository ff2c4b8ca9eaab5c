package dev.quarry.ledger;

import dev.quarry.sweep.GridHashes;
import dev.quarry.sweep.WorkerPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs that are stored together, as columns: no object for each run. An outcome that several of them share is held
 * once. Used again for the next batch after {@link #clear}.
 */
public final class RunBatch {

    private final long[] indexes;
    private final long[] hashes;
    private final int[] outcomes;
    private final List<Outcome> outcomeList = new ArrayList<>();
    private final Map<RunStatistics, Integer> numbers = new HashMap<>();
    private int size;

    /** @param capacity how many runs there can be */
    public RunBatch(int capacity) {
        this.indexes = new long[capacity];
        this.hashes = new long[capacity];
        this.outcomes = new int[capacity];
    }

    /** The number under which runs with these figures are added until the batch is cleared. */
    public int outcome(RunStatistics statistics, boolean winner) {
        return numbers.computeIfAbsent(statistics, s -> {
            outcomeList.add(new Outcome(s, winner));
            return outcomeList.size() - 1;
        });
    }

    /**
     * Adds a run.
     *
     * @param gridIndex place of the combination in the product of its grid, ascending from run to run
     * @param outcome what {@link #outcome} gave
     */
    public void add(long gridIndex, int outcome) {
        indexes[size] = gridIndex;
        outcomes[size] = outcome;
        Outcome met = outcomeList.get(outcome);
        if (met.runs++ == 0) {
            met.first = size;
        }
        size++;
    }

    /** Computes the hashes of all runs; this must be done before the batch is saved. */
    public void hash(GridHashes grid, WorkerPool pool, Runnable checkpoint) {
        grid.hash(indexes, size, hashes, pool, checkpoint);
    }

    /** How many runs there are. */
    public int size() {
        return size;
    }

    /** Whether no other run can be added. */
    public boolean isFull() {
        return size == indexes.length;
    }

    /** Empties the batch. */
    public void clear() {
        size = 0;
        outcomeList.clear();
        numbers.clear();
    }

    /** The hashes of the runs, in the order in which they were added. */
    public long[] hashes() {
        return Arrays.copyOf(hashes, size);
    }

    long hash(int run) {
        return hashes[run];
    }

    void hash(int run, long hash) {
        hashes[run] = hash;
    }

    /** The places of the runs in the grid, in the order in which they were added. */
    long[] indexes() {
        return Arrays.copyOf(indexes, size);
    }

    long index(int run) {
        return indexes[run];
    }

    int outcomeOf(int run) {
        return outcomes[run];
    }

    List<Outcome> outcomes() {
        return outcomeList;
    }

    /** The runs, those of the same outcome together, each outcome's in grid order. */
    int[] byOutcome() {
        int[] next = new int[outcomeList.size() + 1];
        for (int run = 0; run < size; run++) {
            next[outcomes[run] + 1]++;
        }
        for (int i = 1; i < next.length; i++) {
            next[i] += next[i - 1];
        }
        int[] order = new int[size];
        for (int run = 0; run < size; run++) {
            order[next[outcomes[run]]++] = run;
        }
        return order;
    }

    /** An outcome that runs of the batch share. */
    static final class Outcome {
        final RunStatistics statistics;
        final boolean winner;
        /** How many runs have this outcome, and the first of them. */
        int runs;

        int first;
        /** Its key in the database. */
        long id;

        private Outcome(RunStatistics statistics, boolean winner) {
            this.statistics = statistics;
            this.winner = winner;
        }
    }
}
