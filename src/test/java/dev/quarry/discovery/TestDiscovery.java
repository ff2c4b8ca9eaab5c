package dev.quarry.discovery;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.catalog.StrategyStore;
import dev.quarry.job.store.WorkerRows;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.ledger.LedgerSearchHistory;
import dev.quarry.ledger.RunIndex;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.DividedSearches;
import dev.quarry.search.SweepThreads;
import dev.quarry.search.TestedPrices;
import dev.quarry.sweep.SweepPlan;

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
                new LedgerSearchHistory(trials, database.transactions()),
                sweep(database, threads, batch),
                new StrategyCatalog(new StrategyStore(database.database(), database.transactions())),
                new WorkerRows(database.database()),
                mostCombinations,
                3_600);
    }

    static DiscoverySweep sweep(TestDatabase database, SweepThreads threads, int batch) {
        return new DiscoverySweep(
                new RunLedger(database.database()),
                new TrialLedger(database.database()),
                new RunIndex(database.database()),
                database.transactions(),
                threads,
                batch);
    }

    /** Runs parts of divided ones. */
    public static DiscoverPartHandler parts(
            TestDatabase database, PriceHistory prices, SweepThreads threads, int batch) {
        return new DiscoverPartHandler(
                new DividedSearches(new JobArchive(database.database()), PayloadReaders.reader()),
                new StrategyCatalog(new StrategyStore(database.database(), database.transactions())),
                prices,
                sweep(database, threads, batch));
    }

    /** How many seconds its sweep and nothing else takes on one thread. */
    public static double sweepAlone(PriceHistory prices, DiscoverRequest request) {
        TestedPrices stored = TestedPrices.stored(prices, request.window(), request.baseParams());
        DiscoveryPlan plan = DiscoveryPlan.of(request, CatalogedStrategy.BUILT_IN, stored, 1, () -> {});
        long started = System.nanoTime();
        SweepThreads.ONE
                .engine(stored.indicators(() -> {}))
                .runInChunks(SweepPlan.of(plan.combinations(), plan.base()), (done, total) -> {}, chunk -> {});
        return (System.nanoTime() - started) / 1e9;
    }
}
