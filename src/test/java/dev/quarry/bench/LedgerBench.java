package dev.quarry.bench;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.discovery.DiscoverHandler;
import dev.quarry.discovery.DiscoverRequest;
import dev.quarry.discovery.TestDiscovery;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.leaderboard.LeaderboardRefreshHandler;
import dev.quarry.leaderboard.LeaderboardRequest;
import dev.quarry.leaderboard.MarketQuery;
import dev.quarry.leaderboard.SnapshotStore;
import dev.quarry.leaderboard.WinnerAssessments;
import dev.quarry.leaderboard.WinnersResource;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.LedgerSearchHistory;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.RunOrder;
import dev.quarry.ledger.query.WinnerRanking;
import dev.quarry.ledger.tally.RunAnalysis;
import dev.quarry.patterns.PatternStore;
import dev.quarry.patterns.PatternsRefreshHandler;
import dev.quarry.patterns.PatternsRequest;
import dev.quarry.patterns.PatternsResult;
import dev.quarry.patterns.RuleStore;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.Payloads;
import dev.quarry.search.SweepThreads;
import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Grid;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/**
 * Prints how long leaderboard and patterns take over a million stored runs: four discoveries of the comprehensive grid
 * (252,000 combinations) with settings of their own on a year of {@link SyntheticBars}, written by the discovery itself
 * into PostgreSQL with its default memory. Durability is off in the test database; only writing depends on it. Two
 * threads. Each figure is the median of five rounds in a warm virtual machine, where nothing else is said.
 */
public final class LedgerBench {

    private static final int ROUNDS = 5;
    private static final List<String> BASES = List.of(
            "{\"trade_direction\": \"Both\"}",
            "{\"trade_direction\": \"Short\", \"use_trailing\": true}",
            "{\"trade_direction\": \"Long\", \"use_trailing\": true}",
            "{\"trade_direction\": \"Both\", \"use_trailing\": true}");

    private final TestDatabase database;
    private final FixedPrices prices;
    private final SweepThreads threads;
    private final TrialLedger trials;
    private final WinnerRanking ranking;
    private final LeaderboardRefreshHandler leaderboard;
    private final PatternsRefreshHandler patterns;
    private long jobId;

    private LedgerBench(TestDatabase database, Bars bars, SweepThreads threads) {
        Database sql = database.database();
        this.database = database;
        this.threads = threads;
        prices = new FixedPrices(bars);
        trials = new TrialLedger(sql);
        ranking = new WinnerRanking(sql);
        leaderboard = new LeaderboardRefreshHandler(
                new RunAnalysis(sql),
                ranking,
                new WinnerAssessments(
                        prices,
                        new LedgerSearchHistory(trials, database.transactions()),
                        new AssessmentStore(sql),
                        threads,
                        new StrategyCatalog(null)),
                new SnapshotStore(sql),
                database.transactions(),
                new KnownStrategies(new StrategyCatalog(null), sql));
        patterns = new PatternsRefreshHandler(
                new RunAnalysis(sql),
                new RuleStore(sql),
                new PatternStore(sql),
                database.transactions(),
                new KnownStrategies(new StrategyCatalog(null), sql));
    }

    public static void main(String[] args) {
        ExecutorService executor = Executors.newFixedThreadPool(1);
        try (TestDatabase database = new TestDatabase().open()) {
            new LedgerBench(database, SyntheticBars.of(SweepBench.YEAR), new SweepThreads(executor, 2)).run();
        } finally {
            executor.shutdownNow();
        }
    }

    private void run() {
        System.out.printf("%nLeaderboard and patterns over stored runs (target in brackets)%n");
        for (String base : BASES) {
            once("discover " + base, () -> discover(base));
        }
        database.database().update("analyze");
        count("runs", "select count(*) from backtest_run");
        count("outcomes", "select count(*) from backtest_outcome");
        count("winning runs", "select sum(runs) from backtest_outcome where is_winner");
        for (RunOrder order : RunOrder.values()) {
            String request = "{\"assess\": 0, \"sort_by\": \"%s\"}".formatted(order.code());
            timed("leaderboard by " + order.code() + " (1 s)", round -> refresh(request));
        }
        timed("leaderboard of one market (1 s)", round -> refresh("{\"assess\": 0, \"exchange\": \"bench\"}"));
        timed("leaderboard, runs not joined (1 s)", round -> refresh("{\"assess\": 0, \"distinct\": false}"));
        once("leaderboard, 20 assessed for the first time", () -> refresh("{}"));
        timed("leaderboard, 20 assessed before (1 s)", round -> refresh("{}"));
        timed("winners by bounds", round -> winners());
        timed("patterns (5 s)", round -> patterns("{}"));
        timed("patterns of one market (5 s)", round -> patterns("{\"exchange\": \"bench\"}"));
    }

    private void discover(String base) {
        DiscoverHandler handler = TestDiscovery.handler(database, prices, threads, 10_000_000, 20_000);
        String grid = Json.MAPPER.writeValueAsString(
                Grid.of(RsiBands.STRATEGY, BuiltInGrids.optimisation().get("comprehensive"))
                        .values());
        // Lenient criteria: many winners are the hard case.
        handler.run(
                Payloads.read(Payloads.object("""
                                {"exchange": "bench", "symbol": "BTC/USD", "timeframe": "30m",
                                 "start_ts": "2024-01-01", "end_ts": "2024-12-31", "base_params": %s, "param_grid": %s,
                                 "win_criteria": {"min_total_return": -100, "max_drawdown": 100, "min_profit_factor": 0}}
                                """.formatted(base, grid)), DiscoverRequest.class),
                new RecordingJobContext(++jobId));
    }

    private void refresh(String request) {
        int listed = leaderboard
                .run(
                        Payloads.read(Payloads.object(request), LeaderboardRequest.class),
                        new RecordingJobContext(++jobId))
                .strategies()
                .size();
        check(listed == 25);
    }

    private void winners() {
        check(new WinnersResource(
                                ranking,
                                new AssessmentStore(database.database()),
                                new MarketQuery(new KnownStrategies(new StrategyCatalog(null), database.database())))
                        .list(
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "-60",
                                null,
                                "80",
                                "0.2",
                                "10",
                                "10",
                                "sharpe_ratio",
                                null,
                                null,
                                "100")
                        .strategies()
                        .size()
                > 0);
    }

    private void patterns(String request) {
        PatternsResult result = patterns.run(
                Payloads.read(Payloads.object(request), PatternsRequest.class), new RecordingJobContext(++jobId));
        check(result.replaced() && result.pairs() > 0);
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("nothing was found, so nothing was measured");
        }
    }

    private void count(String what, String sql) {
        long count = database.database().first(sql, row -> row.getLong(1)).orElseThrow();
        System.out.printf(Locale.ROOT, "  %-64s %,12d%n", what, count);
    }

    private static void once(String what, Runnable work) {
        long before = System.nanoTime();
        work.run();
        print(what + ", once", (System.nanoTime() - before) / 1e9);
    }

    private static void timed(String what, IntConsumer work) {
        double[] seconds = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
            long before = System.nanoTime();
            work.accept(round);
            seconds[Math.max(0, round)] = (System.nanoTime() - before) / 1e9;
        }
        Arrays.sort(seconds);
        print(what, seconds[ROUNDS / 2]);
    }

    private static void print(String what, double seconds) {
        System.out.printf(Locale.ROOT, "  %-64s %10.3f s%n", what, seconds);
    }
}
