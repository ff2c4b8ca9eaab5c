package dev.quarry.discovery;

import dev.quarry.job.JobContext;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.runs.NewRun;
import dev.quarry.runs.RunLedger;
import dev.quarry.runs.RunSetup;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the runs of one attempt in batches. Each batch is a transaction that only commits while the attempt owns the
 * job; a batch that is lost with the attempt is tested again by the next one.
 */
final class LedgerWriter {

    private static final int JUDGED_BATCH = 5_000;

    private final RunLedger ledger;
    private final Transactions transactions;
    private final JobContext job;
    private final RunSetup setup;
    private final int batch;
    private final List<NewRun> tested = new ArrayList<>();
    private final List<Long> nowWinners = new ArrayList<>();
    private final List<Long> nowLosers = new ArrayList<>();

    LedgerWriter(RunLedger ledger, Transactions transactions, JobContext job, RunSetup setup, int batch) {
        this.ledger = ledger;
        this.transactions = transactions;
        this.job = job;
        this.setup = setup;
        this.batch = batch;
    }

    /** Takes a new run. */
    void add(NewRun run) {
        tested.add(run);
        if (tested.size() >= batch) {
            flush();
        }
    }

    /** Takes the new judgement of a run that is in the ledger. */
    void judge(long hash, boolean winner) {
        List<Long> judged = winner ? nowWinners : nowLosers;
        judged.add(hash);
        if (judged.size() >= JUDGED_BATCH) {
            flush();
        }
    }

    /** Writes what was taken so far. */
    void flush() {
        if (!tested.isEmpty()) {
            transactions.runInNew(() -> {
                job.fence();
                ledger.save(ledger.register(setup), tested);
            });
            tested.clear();
        }
        mark(nowWinners, true);
        mark(nowLosers, false);
    }

    private void mark(List<Long> hashes, boolean winner) {
        if (!hashes.isEmpty()) {
            transactions.runInNew(() -> {
                job.fence();
                ledger.markWinners(hashes.stream().mapToLong(Long::longValue).toArray(), winner);
            });
            hashes.clear();
        }
    }
}
