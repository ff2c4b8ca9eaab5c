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
import dev.quarry.sweep.remote.WrittenRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
    private final int together;
    private final RunBatch batch;
    private final boolean again;
    private final List<Long> nowWinners = new ArrayList<>();
    private final List<Long> nowLosers = new ArrayList<>();
    private RunWriter writer;
    private long batchNumber;
    private boolean filed;

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
        this.together = batch;
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
        if (batch.isFull() && !filed) {
            flush();
        }
    }

    /** How many runs a batch has. */
    int together() {
        return together;
    }

    /** Writes what was added, and begins a batch of runs that are in a file. */
    void begin() {
        flush();
        filed = true;
    }

    /** Writes what was added since {@link #begin}. */
    void flush(WrittenRange file) {
        flush(to -> to.save(batch, file));
        filed = false;
    }

    /** Adds the new judgement of what came of a run that is in the ledger. */
    void judge(long known, boolean winner) {
        List<Long> judged = winner ? nowWinners : nowLosers;
        if (judged.isEmpty() || judged.get(judged.size() - 1) != known) {
            judged.add(known);
        }
        if (judged.size() >= JUDGED_BATCH) {
            mark(judged, winner);
        }
    }

    /** Writes what was added so far. */
    void flush() {
        flush(to -> to.save(batch));
    }

    private void flush(Consumer<RunWriter> save) {
        if (batch.size() > 0) {
            batch.hash(hashes, pool, job::checkpoint);
            if (writer == null) {
                held(() -> writer = ledger.writer(setup, again));
            }
            // First, and for itself: all parts of a search count in one row, which none holds while it stores its runs.
            held(() -> trials.record(setup.window(), setup.strategy().key(), batch.hashes()));
            held(() -> save.accept(writer));
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

    private void mark(List<Long> outcomes, boolean winner) {
        if (!outcomes.isEmpty()) {
            held(() -> ledger.markWinners(
                    setup.window(), outcomes.stream().mapToLong(Long::longValue).toArray(), winner));
            outcomes.clear();
        }
    }
}
