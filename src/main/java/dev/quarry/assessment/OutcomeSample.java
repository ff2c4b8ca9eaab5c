package dev.quarry.assessment;

import dev.quarry.engine.Statistics;
import dev.quarry.inference.Verdict;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A sample of a search's outcomes: of combinations that gave the same trades only one counts, so that neither a
 * parameter without effect nor the order of the grid changes anything. The outcomes with the smallest hashes are kept,
 * which makes the sample random and gives an estimate of how many outcomes there are (K. Beyer et al. 2007, "On
 * Synopses for Distinct-Value Estimation Under Multiset Operations", SIGMOD). Outcomes with fewer trades than a verdict
 * needs take no part: they are never said to hold up.
 */
public final class OutcomeSample {

    /** Of a larger search only this many combinations are drawn: a second of work. */
    private static final long MAX_SWEPT = 500_000;

    private final int kept;

    /** The index of a combination by the hash of its outcome, ordered as unsigned numbers. */
    private final TreeMap<Long, Long> smallest = new TreeMap<>(Long::compareUnsigned);

    private Statistics last;
    private double distinct;
    private long failed;
    private long taken;

    private OutcomeSample(int kept) {
        this.kept = kept;
    }

    /** An empty one, to be filled while a search is swept anyway ({@link #listening}), for {@link Search#swept}. */
    public static OutcomeSample toFill() {
        return new OutcomeSample(SearchSample.DEFAULT_SAMPLE);
    }

    /**
     * Wraps an engine so that its sweep in chunks fills this sample on the way; a search that is too large leaves it
     * empty.
     *
     * @param searched how many combinations the whole search has, of which the engine may sweep a part
     */
    public SweepEngine listening(SweepEngine engine, long searched) {
        return new SweepEngine() {
            @Override
            public void run(SweepPlan plan, SweepProgress progress, Consumer<CombinationResult> results) {
                engine.run(plan, progress, results);
            }

            @Override
            public void runInChunks(SweepPlan plan, SweepProgress progress, Consumer<SweepChunk> chunks) {
                boolean fills = searched <= MAX_SWEPT;
                engine.runInChunks(
                        plan,
                        progress,
                        fills
                                ? chunk -> {
                                    take(chunk);
                                    chunks.accept(chunk);
                                }
                                : chunks);
            }
        };
    }

    /**
     * What a part of a search adds to the sample of the whole.
     *
     * @param taken how many combinations it looked at
     * @param failed how many of them could not be run
     * @param hashes the smallest hashes of outcomes
     * @param indexes the first combination of each, at the same places
     */
    public record Part(long taken, long failed, long[] hashes, long[] indexes) {}

    /** What was taken so far. */
    public Part part() {
        return new Part(
                taken,
                failed,
                smallest.keySet().stream().mapToLong(Long::longValue).toArray(),
                smallest.values().stream().mapToLong(Long::longValue).toArray());
    }

    /** Adds the next part of the search: parts that are added in grid order make the sample of the whole, to the bit. */
    public void add(Part part) {
        taken += part.taken;
        failed += part.failed;
        for (int i = 0; i < part.hashes.length; i++) {
            add(part.hashes[i], part.indexes[i]);
        }
    }

    /**
     * The sample that was filled while the search was swept; if there is none, sweeps the search for it.
     *
     * @param kept most outcomes to keep, at least 2
     * @param seed chooses the combinations that are drawn from a very large search
     */
    static OutcomeSample of(Search search, int kept, long seed, Runnable checkpoint) {
        Combinations all = search.combinations();
        if (search.sample() != null && search.sample().isOf(all, kept)) {
            return search.sample().counted(1);
        }
        OutcomeSample sample = new OutcomeSample(kept);
        Combinations swept = all.sample(MAX_SWEPT, seed);
        new FastSweep(search.indicators(), Runnable::run, 1)
                .runInChunks(SweepPlan.of(swept, search.base()), (done, total) -> checkpoint.run(), sample::take);
        return sample.counted((double) all.size() / Math.max(1, swept.size()));
    }

    /** Whether every combination was seen exactly once. */
    private boolean isOf(Combinations all, int requested) {
        return kept == requested && taken == all.size();
    }

    private OutcomeSample counted(double times) {
        distinct = KeptHashes.distinct(smallest.size(), kept, largest()) * times;
        return this;
    }

    private void take(SweepChunk chunk) {
        taken += chunk.size();
        for (int k = 0; k < chunk.size(); k++) {
            Statistics statistics = chunk.statistics(k);
            if (statistics == null) {
                failed++;
            } else if (statistics != last && statistics.trades() >= Verdict.FEWEST_TRADES) {
                last = statistics;
                add(hash(statistics), chunk.index(k));
            }
        }
    }

    private void add(long hash, long index) {
        if (smallest.size() < kept || Long.compareUnsigned(hash, largest()) < 0) {
            smallest.putIfAbsent(hash, index);
            if (smallest.size() > kept) {
                smallest.pollLastEntry();
            }
        }
    }

    private long largest() {
        return smallest.isEmpty() ? 0 : smallest.lastKey();
    }

    /** Combinations by the hashes of their outcomes. */
    Map<Long, Long> indexes() {
        return smallest;
    }

    /** About how many different outcomes the whole search has. */
    double distinct() {
        return distinct;
    }

    /** How many combinations could not be run. */
    long failed() {
        return failed;
    }

    /** The hash of an outcome: the same trades have the same figures. */
    static long hash(Statistics statistics) {
        long hash = statistics.trades();
        for (double figure : new double[] {
            statistics.totalReturnPercent(),
            statistics.worstReturnPercent(),
            statistics.bestReturnPercent(),
            statistics.markToMarketMaxDrawdownPercent()
        }) {
            hash = new SplittableRandom(hash ^ Double.doubleToLongBits(figure)).nextLong();
        }
        return hash;
    }
}
