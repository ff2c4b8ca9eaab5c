package dev.quarry.ledger;

import dev.quarry.assessment.OutcomeSketch;
import dev.quarry.job.JobContext;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SearchHistory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The search history that the trial ledger stores. */
@ApplicationScoped
public class LedgerSearchHistory implements SearchHistory {

    private final TrialLedger ledger;
    private final Transactions transactions;

    @Inject
    public LedgerSearchHistory(TrialLedger ledger, Transactions transactions) {
        this.ledger = ledger;
        this.transactions = transactions;
    }

    @Override
    public OutcomeSketch before(MarketWindow window) {
        return ledger.outcomes(window);
    }

    @Override
    public long trials(MarketWindow window) {
        return ledger.distinct(window);
    }

    @Override
    public void add(MarketWindow window, OutcomeSketch outcomes, JobContext job) {
        transactions.runInNew(() -> {
            ledger.recordOutcomes(window, outcomes);
            job.fence();
        });
    }
}
