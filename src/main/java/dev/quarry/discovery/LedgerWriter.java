package dev.quarry.discovery;

import dev.quarry.job.JobContext;
import dev.quarry.ledger.RunBatch;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.ledger.RunWriter;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.sweep.GridHashes;
import dev.quarry.sweep.WorkerPool;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the runs of one attempt in batches. Each batch is a transaction that only commits while the attempt owns the
 * job; a batch that is lost with the attempt is tested again by the next one.
 */
final class LedgerWriter {

    private static final int JUDGED_BATCH = 5_000;

    private final RunLedger ledger;
    private final TrialLedger trials;
    private final Transactions transactions;
    private final JobContext job;
    private final RunSetup setup;
    private final GridHashes hashes;
    private final WorkerPool pool;
    private final RunBatch batch;
    private final boolean again;
    private final List<Long> nowWinners = new ArrayList<>();
    private final List<Long> nowLosers = new ArrayList<>();
    private RunWriter writer;
    private long batchNumber;

    /**
     * @param batch how many runs are stored at once
     * @param again whether runs that it writes may be stored already, by an earlier attempt
     */
    LedgerWriter(
            RunLedger ledger,
            TrialLedger trials,
            Transactions transactions,
            JobContext job,
            RunSetup setup,
            GridHashes hashes,
            WorkerPool pool,
            int batch,
            boolean again) {
        this.again = again;
        this.ledger = ledger;
        this.trials = trials;
        this.transactions = transactions;
        this.job = job;
        this.setup = setup;
        this.hashes = hashes;
        this.pool = pool;
        this.batch = new RunBatch(batch);
    }

    /** The number of the current batch: numbers from {@link #outcome} are valid within one batch only. */
    long batchNumber() {
        return batchNumber;
    }

    /** The number under which runs with these figures are added to the current batch. */
    int outcome(RunStatistics statistics, boolean winner) {
        return batch.outcome(statistics, winner);
    }

    /** Adds a new run; runs are added in grid order. */
    void add(long gridIndex, int outcome) {
        batch.add(gridIndex, outcome);
        if (batch.isFull()) {
            flush();
        }
    }

    /** Adds the new judgement of a run that is in the ledger. */
    void judge(long hash, boolean winner) {
        List<Long> judged = winner ? nowWinners : nowLosers;
        judged.add(hash);
        if (judged.size() >= JUDGED_BATCH) {
            mark(judged, winner);
        }
    }

    /** Writes what was added so far. */
    void flush() {
        if (batch.size() > 0) {
            batch.hash(hashes, pool, job::checkpoint);
            if (writer == null) {
                held(() -> writer = ledger.writer(setup, again));
            }
            // First, and for itself: all parts of a search count in one row, which none holds while it stores its runs.
            held(() -> trials.record(setup.window(), setup.strategy().key(), batch.hashes()));
            held(() -> writer.save(batch));
            batch.clear();
            batchNumber++;
        }
        mark(nowWinners, true);
        mark(nowLosers, false);
    }

    /** Works in a transaction that commits only while the attempt owns the job. */
    private void held(Runnable work) {
        transactions.runInNew(() -> {
            work.run();
            job.fence();
        });
    }

    private void mark(List<Long> hashes, boolean winner) {
        if (!hashes.isEmpty()) {
            held(() -> ledger.markWinners(
                    setup.window(), hashes.stream().mapToLong(Long::longValue).toArray(), winner));
            hashes.clear();
        }
    }
}
