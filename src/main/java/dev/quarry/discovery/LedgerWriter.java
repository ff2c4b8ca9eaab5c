package dev.quarry.discovery;

import dev.quarry.job.JobContext;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.runs.RunLedger;
import dev.quarry.runs.RunSetup;
import dev.quarry.runs.TestedRun;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the runs of one attempt in batches. Each batch is a transaction that only commits while the attempt owns the
 * job; a batch that is lost with the attempt is tested again by the next one.
 */
final class LedgerWriter {

    private static final int BATCH = 500;

    private final RunLedger ledger;
    private final Transactions transactions;
    private final JobContext job;
    private final RunSetup setup;
    private final List<TestedRun> tested = new ArrayList<>();
    private final List<String> nowWinners = new ArrayList<>();
    private final List<String> nowLosers = new ArrayList<>();

    LedgerWriter(RunLedger ledger, Transactions transactions, JobContext job, RunSetup setup) {
        this.ledger = ledger;
        this.transactions = transactions;
        this.job = job;
        this.setup = setup;
    }

    /** Takes a new run. */
    void add(TestedRun run) {
        tested.add(run);
        if (tested.size() >= BATCH) {
            flush();
        }
    }

    /** Takes the new judgement of a run that is in the ledger. */
    void judge(String paramsHash, boolean winner) {
        List<String> judged = winner ? nowWinners : nowLosers;
        judged.add(paramsHash);
        if (judged.size() >= BATCH) {
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

    private void mark(List<String> hashes, boolean winner) {
        if (!hashes.isEmpty()) {
            transactions.runInNew(() -> {
                job.fence();
                ledger.markWinners(hashes, winner);
            });
            hashes.clear();
        }
    }
}
