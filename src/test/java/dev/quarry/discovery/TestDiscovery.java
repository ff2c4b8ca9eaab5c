package dev.quarry.discovery;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.catalog.StrategyStore;
import dev.quarry.ledger.LedgerSearchHistory;
import dev.quarry.ledger.RunIndex;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.SweepThreads;

/** Discoveries into the ledger of a test. */
public final class TestDiscovery {

    private TestDiscovery() {}

    /**
     * Runs them as the application does, but with these prices, threads and limits.
     *
     * @param mostCombinations of one of them
     * @param batch runs that are written at once
     */
    public static DiscoverHandler handler(
            TestDatabase database, PriceHistory prices, SweepThreads threads, long mostCombinations, int batch) {
        TrialLedger trials = new TrialLedger(database.database());
        return new DiscoverHandler(
                prices,
                new RunLedger(database.database()),
                trials,
                new LedgerSearchHistory(trials, database.transactions()),
                new RunIndex(database.database()),
                database.transactions(),
                threads,
                new StrategyCatalog(new StrategyStore(database.database(), database.transactions())),
                mostCombinations,
                3_600,
                batch);
    }
}
