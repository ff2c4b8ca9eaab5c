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
    public OutcomeSketch before(MarketWindow window, String strategy) {
        return ledger.outcomes(window, strategy);
    }

    @Override
    public long trials(MarketWindow window, String strategy) {
        return ledger.distinct(window, strategy);
    }

    @Override
    public void add(MarketWindow window, String strategy, OutcomeSketch outcomes, JobContext job) {
        transactions.runInNew(() -> {
            ledger.recordOutcomes(window, strategy, outcomes);
            job.fence();
        });
    }
}
