package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.Statistics;
import dev.quarry.sweep.WorkerPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Walks outcomes, those with the same exit rule one after the other so that its table stays in the processor's cache. */
final class Simulations {

    private static final int WALKS_PER_TASK = 64;
    /** Walks of a task times bars: about a millisecond. */
    private static final int WALK_BARS_PER_TASK = 1 << 22;

    /** For so few walks a table of exits costs more than looking for them again. */
    private static final int MAX_UNSHARED_WALKS = 2;

    private static final long MAX_TABLE_BYTES = 32L << 20;

    private final IndicatorCache indicators;
    private final Candidates candidates;
    private final Outcomes outcomes;
    private final WorkerPool pool;
    private final int walksPerTask;
    private final AtomicLong freeBytes = new AtomicLong(MAX_TABLE_BYTES);
    private final List<Exits> tables = new ArrayList<>();

    private final ExitBits exitBits;
    private final Extremes extremes;
    private final Queue<Walk> idleWalks = new ConcurrentLinkedQueue<>();
    private Statistics[] statistics = new Statistics[1024];

    Simulations(IndicatorCache indicators, Candidates candidates, Outcomes outcomes, WorkerPool pool) {
        this.indicators = indicators;
        this.candidates = candidates;
        this.outcomes = outcomes;
        this.exitBits = new ExitBits(indicators);
        this.extremes = Extremes.of(indicators.bars());
        this.pool = pool;
        int bars = Math.max(1, candidates.barCount);
        this.walksPerTask = Math.max(1, Math.min(WALKS_PER_TASK, WALK_BARS_PER_TASK / bars));
    }

    /** The statistics of an outcome that was walked. */
    Statistics statistics(int outcome) {
        return statistics[outcome];
    }

    /** Walks all outcomes from that number on. */
    void run(int firstOutcome, Runnable checkpoint) {
        int end = outcomes.size();
        if (end > statistics.length) {
            statistics = Arrays.copyOf(statistics, Math.max(end, 2 * statistics.length));
        }
        makeTables();
        int[] order = byExit(firstOutcome, end);
        int[] starts = taskStarts(order);
        pool.run(starts.length - 1, task -> walk(order, starts[task], starts[task + 1]), checkpoint);
    }

    /** Forgets all outcomes and exits. */
    void clear() {
        tables.clear();
        exitBits.clear();
        freeBytes.set(MAX_TABLE_BYTES);
        Arrays.fill(statistics, null);
    }

    private void walk(int[] order, int from, int to) {
        Walk idle = idleWalks.poll();
        Walk walk = idle == null ? new Walk(indicators.bars(), candidates) : idle;
        int exit = outcomes.exit(order[from]);
        Exits exits = to - from <= MAX_UNSHARED_WALKS ? walk.unshared() : tables.get(exit - 1);
        ExitScan scan = new ExitScan(indicators, candidates, outcomes.exitRule(exit), exitBits, extremes);
        for (int k = from; k < to; k++) {
            int outcome = order[k];
            statistics[outcome] = walk.statistics(outcomes.entries(outcome), exits, scan, outcomes.account(outcome));
        }
        idleWalks.add(walk);
    }

    private void makeTables() {
        while (tables.size() < outcomes.exitCount()) {
            tables.add(new Exits(candidates.size(), freeBytes));
        }
    }

    /** The outcomes ordered by exit rule (a counting sort). */
    private int[] byExit(int first, int end) {
        int[] place = new int[outcomes.exitCount() + 2];
        for (int outcome = first; outcome < end; outcome++) {
            place[outcomes.exit(outcome) + 1]++;
        }
        for (int exit = 1; exit < place.length; exit++) {
            place[exit] += place[exit - 1];
        }
        int[] order = new int[end - first];
        for (int outcome = first; outcome < end; outcome++) {
            order[place[outcomes.exit(outcome)]++] = outcome;
        }
        return order;
    }

    /** Where tasks begin, and the end: a task has one exit rule and not many walks. */
    private int[] taskStarts(int[] order) {
        int[] starts = new int[order.length + 1];
        int tasks = 0;
        for (int k = 0; k < order.length; k++) {
            if (k == 0
                    || outcomes.exit(order[k]) != outcomes.exit(order[k - 1])
                    || k - starts[tasks - 1] == walksPerTask) {
                starts[tasks++] = k;
            }
        }
        starts[tasks] = order.length;
        return Arrays.copyOf(starts, tasks + 1);
    }
}
