package dev.quarry.assessment;

import dev.quarry.backtest.Statistics;
import dev.quarry.inference.Verdict;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.fast.FastSweep;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A sample of what a search came to: of combinations that gave the same trades only one counts, so that neither a parameter
 * without effect nor the order of the grid changes anything. Those are kept whose hash is smallest, which draws them at
 * random and tells how many there are (K. Beyer et al. 2007, "On Synopses for Distinct-Value Estimation Under Multiset
 * Operations", SIGMOD). Outcomes with fewer trades than a verdict needs take no part: they are never said to hold up.
 */
final class OutcomeSample {

    /** Of a larger search so many combinations are drawn: a second of work. */
    private static final long MOST_SWEPT = 500_000;

    private final int kept;

    /** Index of a combination by the hash of its outcome, ordered as unsigned numbers. */
    private final TreeMap<Long, Long> smallest = new TreeMap<>(Long::compareUnsigned);

    private Statistics last;
    private double distinct;
    private long failed;

    private OutcomeSample(int kept) {
        this.kept = kept;
    }

    /**
     * Sweeps the search.
     *
     * @param kept most outcomes to keep, at least 2
     * @param seed of the combinations that are drawn from a very large search
     */
    static OutcomeSample of(Search search, int kept, long seed, Runnable checkpoint) {
        OutcomeSample sample = new OutcomeSample(kept);
        Combinations all = search.combinations();
        Combinations swept = all.sample(MOST_SWEPT, seed);
        new FastSweep(search.indicators(), Runnable::run, 1)
                .runInChunks(SweepPlan.of(swept, search.base()), (done, total) -> checkpoint.run(), sample::take);
        sample.distinct = KeptHashes.distinct(sample.smallest.size(), kept, sample.largest())
                * ((double) all.size() / Math.max(1, swept.size()));
        return sample;
    }

    private void take(SweepChunk chunk) {
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

    /** How many outcomes differ in the whole search, about. */
    double distinct() {
        return distinct;
    }

    /** Combinations that could not be run. */
    long failed() {
        return failed;
    }

    /** The same trades have the same figures. */
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
