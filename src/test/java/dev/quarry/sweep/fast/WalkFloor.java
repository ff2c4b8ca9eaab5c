package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.Statistics;
import dev.quarry.series.Bars;
import dev.quarry.sweep.SweepPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The least that the walks of a sweep can take on this machine: a stripped loop goes from entry to entry of every distinct outcome
 * as {@link Walk} does, in the same order, over the same tables: it reads the word of the entry set, the candidate behind the exit
 * and a line of the facts of each trade, and makes the same jumps that nobody can predict, but does no money. So it is bound by
 * memory and by branches alone. It is no bound of telling which combinations are one outcome, nor of filling the tables once, both
 * of which a sweep has to do too. Without rules that pass entries over (a limit of the day's loss, of utilisation) both take the same
 * trades; with them the stripped loop takes some more.
 */
public final class WalkFloor {

    private final Candidates candidates;
    private final Outcomes outcomes;
    private final List<Exits> tables = new ArrayList<>();
    private final int[] order;
    private final Walk walk;
    private final IndicatorCache indicators;
    private final ExitBits exitBits;
    private final Extremes extremes;

    /** Tells the outcomes of the plan; there must not be more than a sweep keeps at once. */
    public WalkFloor(Bars bars, SweepPlan plan) {
        indicators = new IndicatorCache(bars);
        candidates = new EntryBounds(plan, indicators, () -> {}).candidates();
        outcomes = new Outcomes(plan, indicators, candidates, () -> {});
        GridCursor cursor = new GridCursor(plan.combinations().grid(), outcomes.facets());
        PrimitiveIterator.OfLong indexes = plan.combinations().indexes();
        while (indexes.hasNext()) {
            if (outcomes.full()) {
                throw new IllegalArgumentException("A sweep forgets outcomes of so large a plan");
            }
            cursor.moveTo(indexes.nextLong());
            outcomes.numberAt(cursor.place(0), cursor.place(1), cursor.place(2));
        }
        AtomicLong free = new AtomicLong(Long.MAX_VALUE);
        for (int exit = 0; exit < outcomes.exitCount(); exit++) {
            tables.add(new Exits(candidates.size(), free));
        }
        order = IntStream.range(0, outcomes.size())
                .boxed()
                .sorted(Comparator.comparingInt(outcomes::exit))
                .mapToInt(Integer::intValue)
                .toArray();
        walk = new Walk(bars, candidates);
        exitBits = new ExitBits(indicators);
        extremes = Extremes.of(bars);
        walks();
    }

    /** How many outcomes differ. */
    public int outcomes() {
        return order.length;
    }

    /** Walks every outcome as the sweep does, over tables that are filled; returns how many trades they make. */
    public long walks() {
        long trades = 0;
        int exit = -1;
        ExitScan scan = null;
        for (int outcome : order) {
            if (outcomes.exit(outcome) != exit) {
                exit = outcomes.exit(outcome);
                scan = new ExitScan(indicators, candidates, outcomes.exitRule(exit), exitBits, extremes);
            }
            Statistics statistics =
                    walk.statistics(outcomes.entries(outcome), tables.get(exit - 1), scan, outcomes.account(outcome));
            trades += statistics.trades();
        }
        return trades;
    }

    /** Goes from entry to entry of every outcome without doing anything there; returns how many trades that are. */
    public long stripped() {
        long trades = 0;
        double read = 0;
        for (int outcome : order) {
            EntrySet entries = outcomes.entries(outcome);
            Exits exits = tables.get(outcomes.exit(outcome) - 1);
            ExitTable shorts = entries.anyShort() ? exits.table(true) : null;
            ExitTable longs = entries.anyLong() ? exits.table(false) : null;
            boolean oneSided = shorts == null || longs == null;
            int count = candidates.size();
            int c = entries.next(0);
            while (c < count) {
                boolean isShort = oneSided ? longs == null : entries.isShort(c);
                ExitTable table = isShort ? shorts : longs;
                read += table.facts[c * ExitTable.FACTS];
                trades++;
                // Of an entry that every walk passes over nothing is known.
                c = entries.next(Math.max(c + 1, table.numbers[c * ExitTable.NUMBERS + ExitTable.NEXT]));
            }
        }
        if (Double.isNaN(read)) {
            throw new IllegalStateException("No price is that");
        }
        return trades;
    }
}
