package dev.quarry.optimisation;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.job.JobContext;
import dev.quarry.ledger.RunHash;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SweepThreads;
import dev.quarry.sweep.GridHashes;
import dev.quarry.sweep.SweepPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.PrimitiveIterator;

/** Counts trials in the ledger that all searches share. */
@ApplicationScoped
class LedgerTrialCount implements TrialCount {

    /** How many combinations are recorded in one transaction: two megabytes of hashes. */
    private static final int AT_ONCE = 1 << 18;

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
    public void add(MarketWindow window, SweepPlan plan, JobContext job) {
        String strategy = CatalogedStrategy.key(plan.strategy());
        GridHashes hashes = new GridHashes(
                plan.combinations().grid().values(),
                RunHash.hashed(window.canonical(), plan.base(), strategy),
                job::checkpoint);
        PrimitiveIterator.OfLong indexes = plan.combinations().indexes();
        long[] batch = new long[(int) Math.min(AT_ONCE, plan.combinations().size())];
        while (indexes.hasNext()) {
            int size = 0;
            while (size < batch.length && indexes.hasNext()) {
                batch[size++] = indexes.nextLong();
            }
            long[] hash = new long[size];
            hashes.hash(batch, size, hash, threads.pool(), job::checkpoint);
            record(window, strategy, hash, job);
        }
    }

    private void record(MarketWindow window, String strategy, long[] hashes, JobContext job) {
        transactions.runInNew(() -> {
            trials.record(window, strategy, hashes);
            job.fence();
        });
    }
}
