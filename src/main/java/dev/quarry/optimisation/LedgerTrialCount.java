package dev.quarry.optimisation;

import dev.quarry.job.JobContext;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.runs.MarketWindow;
import dev.quarry.runs.SweepThreads;
import dev.quarry.runs.TrialLedger;
import dev.quarry.sweep.GridHashes;
import dev.quarry.sweep.SweepPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.PrimitiveIterator;

/** Counts in the ledger that all searches share. */
@ApplicationScoped
class LedgerTrialCount implements TrialCount {

    /** Combinations that are noted in one transaction: two megabytes of hashes. */
    private static final int AT_ONCE = 1 << 18;

    /** Combinations that one thread hashes between two checkpoints. */
    private static final int SLICE = 1 << 12;

    private final TrialLedger trials;
    private final Transactions transactions;
    private final SweepThreads threads;

    @Inject
    LedgerTrialCount(TrialLedger trials, Transactions transactions, SweepThreads threads) {
        this.trials = trials;
        this.transactions = transactions;
        this.threads = threads;
    }

    @Override
    public long with(MarketWindow window, SweepPlan plan, JobContext job) {
        GridHashes hashes = new GridHashes(plan.combinations().grid(), window.writtenOver(plan.base()));
        PrimitiveIterator.OfLong indexes = plan.combinations().indexes();
        long[] batch = new long[(int) Math.min(AT_ONCE, plan.combinations().size())];
        while (indexes.hasNext()) {
            int size = 0;
            while (size < batch.length && indexes.hasNext()) {
                batch[size++] = indexes.nextLong();
            }
            record(window, hash(hashes, Arrays.copyOf(batch, size), job), job);
        }
        return trials.distinct(window);
    }

    private long[] hash(GridHashes grid, long[] indexes, JobContext job) {
        long[] hashes = new long[indexes.length];
        int slices = (indexes.length + SLICE - 1) / SLICE;
        threads.crew()
                .run(
                        slices,
                        k -> grid.hash(indexes, k * SLICE, Math.min(indexes.length, (k + 1) * SLICE), hashes),
                        job::checkpoint);
        return hashes;
    }

    private void record(MarketWindow window, long[] hashes, JobContext job) {
        transactions.runInNew(() -> {
            job.fence();
            trials.record(window, hashes);
        });
    }
}
