package dev.quarry.discovery;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.engine.CaseSeries;
import dev.quarry.engine.Golden;
import dev.quarry.engine.SampleBars;
import dev.quarry.job.ChildResult;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.ListedChildren;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.GoldenDiscovery;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.ledger.StoredRuns;
import dev.quarry.ledger.TestedRun;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.RunOrder;
import dev.quarry.ledger.query.WinnerQuery;
import dev.quarry.ledger.query.WinnerRanking;
import dev.quarry.ledger.tally.RunAnalysis;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.SweepThreads;
import dev.quarry.series.Timeframe;
import dev.quarry.spark.TestSpark;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.GridHashes;
import dev.quarry.sweep.WorkerPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class DiscoverHandlerIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final TypeReference<Map<String, Object>> PARAMETERS = new TypeReference<>() {};

    private static final String GRID = """
            {"base_params": {"trade_direction": "Both", "commission": 0.0004},
             "win_criteria": {"min_total_return": -5, "max_drawdown": 25},
             "param_grid": {"rsi_min": [60, 64, 68], "rsi_ma_min": [56, 60], "exit_level": ["mid", "lower"],
                            "stop_pct": [1.5, 3.0], "entry_band_mode": ["Either", "Both"]}}
            """;

    private final RunLedger ledger = new RunLedger(DATABASE.database());
    private final TrialLedger trials = new TrialLedger(DATABASE.database());
    private final RunAnalysis analysis = new RunAnalysis(DATABASE.database());
    private final FixedPrices prices = new FixedPrices(SampleBars.bars());

    @BeforeEach
    void emptyLedger() {
        DATABASE.empty("backtest_run", "backtest_outcome", "backtest_setup", "trial_sketch");
    }

    @TestFactory
    Stream<DynamicTest> discoveries_store_the_references_runs_and_find_all_of_them_the_second_time() {
        return GoldenDiscovery.all()
                .map(golden -> dynamicTest(golden.name(), () -> {
                    emptyLedger();
                    checkGolden(golden);
                }));
    }

    private void checkGolden(GoldenDiscovery golden) {
        boolean hashed = golden.golden().timeframe().code().equals("30m");
        ObjectNode payload = payload(golden, hashed);
        DiscoverHandler handler = handler(new FixedPrices(golden.golden().bars()), SweepThreads.ONE);
        DiscoverySummary first = summary(handler.run(request(payload), new RecordingJobContext(1)));

        long total = golden.runs().size();
        assertThat(first.totalTested()).isEqualTo(total);
        assertThat(first.newTested()).isEqualTo(total);
        assertThat(first.skipped()).isZero();
        assertThat(first.failed()).isZero();
        checkFindings(first, golden.summary());
        checkRuns(golden, hashed);

        RecordingJobContext again = new RecordingJobContext(2);
        DiscoverySummary second = summary(handler.run(request(payload), again));
        assertThat(second.totalTested()).isEqualTo(total);
        assertThat(second.newTested()).isZero();
        assertThat(second.newWinners()).isZero();
        assertThat(second.skipped()).isEqualTo(total);
        checkFindings(second, golden.summary());
        // Nothing is stored but what the search came to.
        assertThat(again.fences()).isEqualTo(1);
    }

    private static void checkFindings(DiscoverySummary summary, Map<String, Object> expected) {
        assertThat(summary.winnersFound()).isEqualTo(((Number) expected.get("winners_found")).longValue());
        Golden.assertClose("best return", summary.bestReturn(), expected.get("best_return"));
        assertThat(summary.bestParams()).isEqualTo(expected.get("best_params"));
    }

    private void checkRuns(GoldenDiscovery golden, boolean hashed) {
        Map<Map<String, Object>, TestedRun> stored =
                storedRuns().stream().collect(Collectors.toMap(TestedRun::combination, Function.identity()));
        assertThat(stored).hasSameSizeAs(golden.runs());
        for (TestedRun expected : golden.runs()) {
            TestedRun actual = stored.get(expected.combination());
            assertThat(actual.winner()).isEqualTo(expected.winner());
            if (hashed) {
                assertThat(actual.paramsHash()).isEqualTo(expected.paramsHash());
            }
            RunStatistics a = actual.statistics();
            RunStatistics e = expected.statistics();
            assertThat(a.numTrades()).isEqualTo(e.numTrades());
            Golden.assertClose("total return", a.totalReturn(), e.totalReturn());
            Golden.assertClose("drawdown", a.maxDrawdown(), e.maxDrawdown());
            Golden.assertClose("profit factor", a.profitFactor(), e.profitFactor());
            Golden.assertClose("win rate", a.winRate(), e.winRate());
            Golden.assertClose("average return", a.avgReturn(), e.avgReturn());
        }
    }

    /** Below 30 minutes the reference looks ahead, which has to be asked for and then is hashed too. */
    private static ObjectNode payload(GoldenDiscovery golden, boolean hashed) {
        Map<String, Object> base =
                hashed ? new LinkedHashMap<>(golden.base()) : golden.golden().parameters("base_params");
        ObjectNode payload = object("{}");
        for (String field : List.of("exchange", "symbol", "timeframe", "start_ts", "end_ts")) {
            payload.set(field, Json.MAPPER.valueToTree(base.remove(field)));
        }
        payload.set("base_params", Json.MAPPER.valueToTree(base));
        payload.set("param_grid", Json.MAPPER.valueToTree(golden.grid()));
        payload.set("win_criteria", Json.MAPPER.valueToTree(golden.criteria()));
        return payload;
    }

    @Test
    void several_threads_find_the_same() {
        DiscoverySummary alone = run(market(GRID), new RecordingJobContext(1));
        List<TestedRun> aloneRuns = storedRuns();
        emptyLedger();
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            DiscoverySummary together = summary(handler(prices, new SweepThreads(executor, 4))
                    .run(request(market(GRID)), new RecordingJobContext(1)));

            assertThat(together)
                    .usingRecursiveComparison()
                    .ignoringFields("durationSeconds")
                    .isEqualTo(alone);
            assertThat(storedRuns()).containsExactlyInAnyOrderElementsOf(aloneRuns);
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void spark_finds_and_stores_the_same_also_where_some_of_it_was_tested_before() throws Exception {
        ObjectNode smaller = market(GRID);
        smaller.withObject("/param_grid").set("rsi_min", Json.MAPPER.valueToTree(List.of(64)));
        run(smaller, new RecordingJobContext(1));
        DiscoverySummary alone = run(market(GRID), new RecordingJobContext(2));
        List<TestedRun> aloneRuns = storedRuns();
        emptyLedger();
        run(smaller, new RecordingJobContext(1));
        RecordingJobContext job = new RecordingJobContext(2);
        SweepThreads withSpark = new SweepThreads(Runnable::run, 1, WorkCounter.NONE, TestSpark.local());

        DiscoverResult found = (DiscoverResult)
                handler(prices, withSpark).run(request(market(GRID).put("engine", "spark!")), job);

        assertThat(found.engine()).isEqualTo("spark");
        assertThat(found.fallbackReason()).isNull();
        assertThat(found.summary())
                .usingRecursiveComparison()
                .ignoringFields("durationSeconds")
                .isEqualTo(alone);
        assertThat(found.summary().skipped()).isEqualTo(16);
        assertThat(storedRuns()).containsExactlyInAnyOrderElementsOf(aloneRuns);
        assertThat(job.warnings()).isEmpty();
    }

    @Test
    void a_search_on_spark_that_outlives_its_lease_stores_nothing_more_and_leaves_no_driver() throws Exception {
        ObjectNode payload = market("""
                {"grid": "QUICK", "max_combinations": 3000, "seed": 5, "engine": "spark!",
                 "base_params": {"trade_direction": "Both"}, "win_criteria": {"min_trades": 1, "min_profit_factor": 0}}
                """);
        RecordingJobContext job = new RecordingJobContext(1);
        // The setup, and of each of two batches the trials and the runs.
        job.loseUnnoticedAfterFences(5);
        SweepThreads withSpark = new SweepThreads(Runnable::run, 1, WorkCounter.NONE, TestSpark.local());

        assertThatThrownBy(() -> handler(prices, withSpark).run(request(payload), job))
                .isInstanceOf(JobStoppedException.class);

        assertThat(storedRuns()).hasSize(1_000);
        assertThat(job.fences()).isEqualTo(5);
        assertThat(TestSpark.drivers()).isEmpty();
    }

    @Test
    void without_spark_this_node_tests_what_was_asked_of_it_and_the_result_and_an_event_say_why() {
        RecordingJobContext job = new RecordingJobContext(1);

        DiscoverResult found = (DiscoverResult)
                handler(prices, SweepThreads.ONE).run(request(market(GRID).put("engine", "spark")), job);

        assertThat(found.engine()).isEqualTo("local");
        assertThat(found.fallbackReason()).startsWith("no Spark master is configured");
        assertThat(found.summary().newTested()).isEqualTo(48);
        assertThat(job.warnings()).containsExactly("Spark cannot run it, this node does: " + found.fallbackReason());
    }

    @Test
    void an_attempt_after_a_crash_tests_the_rest_and_tells_of_all() {
        ObjectNode payload = market("""
                {"grid": "QUICK", "max_combinations": 700, "seed": 5, "skip_tested": false,
                 "base_params": {"trade_direction": "Both"}, "win_criteria": {"min_trades": 1, "min_profit_factor": 0}}
                """);
        DiscoverySummary undisturbed = run(payload, new RecordingJobContext(1));
        emptyLedger();

        RecordingJobContext crashing = new RecordingJobContext(1);
        crashing.stopAtProgress(600);
        assertThatThrownBy(() -> run(payload, crashing)).isInstanceOf(JobStoppedException.class);
        assertThat(storedRuns()).hasSize(500);
        RecordingJobContext second = new RecordingJobContext(1, 2);
        DiscoverySummary resumed = run(payload, second);

        assertThat(resumed)
                .usingRecursiveComparison()
                .ignoringFields("durationSeconds")
                .isEqualTo(undisturbed);
        assertThat(resumed.newTested()).isEqualTo(700);
        // The setup, the trials and the runs of one batch, and what the search came to.
        assertThat(second.fences()).isEqualTo(4);
        assertThat(storedRuns()).hasSize(700);
        assertThat(DATABASE.database().query("select id from backtest_setup", row -> row.getLong(1)))
                .hasSize(1);
    }

    @Test
    void an_attempt_that_lost_its_job_writes_nothing() {
        RecordingJobContext job = new RecordingJobContext(1);
        RunSetup setup = new RunSetup(1, "bitstamp", "BTCUSD", "30m", "a", "b", Map.of(), Map.of(), "digest", "1");
        LedgerWriter writer = new LedgerWriter(
                ledger,
                trials,
                DATABASE.transactions(),
                job,
                setup,
                new GridHashes(Map.of(), Map.of()),
                WorkerPool.ALONE,
                500,
                true);
        writer.add(0, writer.outcome(new RunStatistics(1, 1, 1, 1, 1, 1, 1, 1, 1, 1), true));
        job.stop();

        assertThatThrownBy(writer::flush).isInstanceOf(JobStoppedException.class);
        assertThat(storedRuns()).isEmpty();
        assertThat(DATABASE.database().query("select id from backtest_setup", row -> row.getLong(1)))
                .isEmpty();
    }

    @Test
    void changed_prices_are_tested_again_and_replace_the_runs() {
        run(market(GRID), new RecordingJobContext(1));
        prices.digest("fedcba9876543210");
        DiscoverySummary summary = run(market(GRID), new RecordingJobContext(2));

        assertThat(summary.newTested()).isEqualTo(48);
        assertThat(summary.skipped()).isZero();
        assertThat(new WinnerRanking(DATABASE.database())
                        .best(new WinnerQuery(MarketFilter.ANY, RunOrder.TOTAL_RETURN, 0, 1000, false)))
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run.setup().dataDigest()).isEqualTo("fedcba9876543210"));
        assertThat(storedRuns()).hasSize(48);
    }

    @Test
    void tested_runs_are_tested_again_when_asked_for() {
        run(market(GRID), new RecordingJobContext(1));
        DiscoverySummary summary = run(market(GRID).put("skip_tested", false), new RecordingJobContext(2));

        assertThat(summary.newTested()).isEqualTo(48);
        assertThat(storedRuns()).hasSize(48);
    }

    @Test
    void stored_runs_are_judged_by_the_criteria_of_the_newest_discovery() {
        DiscoverySummary mild = run(market(GRID), new RecordingJobContext(1));
        ObjectNode strict = market(GRID);
        strict.set("win_criteria", object("{\"min_total_return\": 5}"));
        DiscoverySummary summary = run(strict, new RecordingJobContext(2));

        assertThat(summary.newTested()).isZero();
        assertThat(summary.winnersFound()).isPositive().isLessThan(mild.winnersFound());
        assertThat(analysis.winnerStatistics(MarketFilter.ANY).totalWinners()).isEqualTo(summary.winnersFound());
        run(market(GRID), new RecordingJobContext(3));
        assertThat(analysis.winnerStatistics(MarketFilter.ANY).totalWinners()).isEqualTo(mild.winnersFound());
    }

    @Test
    void runs_keep_the_drawdown_with_open_positions_and_win_within_a_bound_on_it() {
        run(market(GRID), new RecordingJobContext(1));
        List<Double> drawdowns = storedRuns().stream()
                .filter(TestedRun::winner)
                .map(run -> run.statistics().maxMarkToMarketDrawdown())
                .sorted()
                .toList();
        double bound = drawdowns.get(drawdowns.size() / 2);
        long within = drawdowns.stream().filter(drawdown -> drawdown <= bound).count();
        ObjectNode bounded = market(GRID);
        ((ObjectNode) bounded.get("win_criteria")).put("max_mark_to_market_drawdown", bound);

        assertThat(run(bounded, new RecordingJobContext(2)).winnersFound()).isEqualTo(within);
        assertThat(run(bounded.put("skip_tested", false), new RecordingJobContext(3))
                        .winnersFound())
                .isEqualTo(within)
                .isLessThan(drawdowns.size());
    }

    @Test
    void the_dip_of_the_shared_cases_wins_only_where_it_is_allowed() {
        DiscoverHandler dip = handler(new FixedPrices(CaseSeries.of("dip", Timeframe.H1)), SweepThreads.ONE);
        String payload = """
                {"exchange": "file", "symbol": "DIP", "timeframe": "1h", "start_ts": "2023-01-01", "end_ts": "2025-01-01",
                 "base_params": {"trade_direction": "Long", "rsi_ma_min": 0, "rsi_ma_max": 100, "use_rsi_relation": false,
                                 "use_stop": false, "exit_level": "lower", "daily_loss_limit": null},
                 "param_grid": {"rsi_max": [40, 45], "max_bars_in_trade": [75, 78]},
                 "win_criteria": {"min_trades": 1, "max_mark_to_market_drawdown": %d}}
                """;
        for (int bound : new int[] {10, 50}) {
            DiscoverySummary found =
                    summary(dip.run(request(object(payload.formatted(bound))), new RecordingJobContext(bound)));
            assertThat(found.winnersFound()).isEqualTo(bound == 10 ? 0 : 4);
        }
    }

    @Test
    void a_larger_grid_skips_what_a_smaller_one_tested_and_counts_it_among_the_findings() {
        run(market(GRID), new RecordingJobContext(1));
        ObjectNode larger = market(GRID);
        ((ObjectNode) larger.get("param_grid"))
                .set("rsi_min", object("{\"v\": [60, 64, 68, 90]}").get("v"));
        DiscoverySummary summary = run(larger, new RecordingJobContext(2));

        assertThat(summary.totalTested()).isEqualTo(64);
        assertThat(summary.newTested()).isEqualTo(16);
        assertThat(summary.skipped()).isEqualTo(48);
        assertThat(summary.bestParams()).doesNotContainEntry("rsi_min", 90);
    }

    @Test
    void the_best_is_the_best_winner_and_the_result_says_when_there_is_none() {
        DiscoverySummary all = run(market(GRID), new RecordingJobContext(1));
        List<TestedRun> runs = storedRuns();
        TestedRun greatest = runs.stream()
                .max(Comparator.comparing(run -> run.statistics().totalReturn()))
                .orElseThrow();
        assertThat(all.bestIsWinner()).isTrue();

        ObjectNode without = market(GRID);
        without.set(
                "win_criteria",
                object("{\"min_total_return\": -100, \"min_profit_factor\": 0, \"min_trades\": "
                        + (greatest.statistics().numTrades() + 1) + "}"));
        DiscoverySummary winner = run(without, new RecordingJobContext(2));
        TestedRun expected = storedRuns().stream()
                .filter(TestedRun::winner)
                .max(Comparator.comparing(run -> run.statistics().totalReturn()))
                .orElseThrow();
        assertThat(winner.bestIsWinner()).isTrue();
        assertThat(winner.bestReturn())
                .isEqualTo(expected.statistics().totalReturn())
                .isLessThan(greatest.statistics().totalReturn());
        assertThat(winner.bestParams()).isEqualTo(expected.combination());

        ObjectNode impossible = market(GRID);
        impossible.set("win_criteria", object("{\"min_trades\": 1000000}"));
        DiscoverySummary none = run(impossible, new RecordingJobContext(3));
        assertThat(none.winnersFound()).isZero();
        assertThat(none.bestIsWinner()).isFalse();
        assertThat(none.bestReturn()).isEqualTo(greatest.statistics().totalReturn());
    }

    @Test
    void two_discoveries_of_overlapping_grids_at_the_same_time_leave_no_duplicate_and_lose_nothing() throws Exception {
        String quick = """
                {"grid": "QUICK", "max_combinations": 4000, "seed": %d, "skip_tested": %s}""";
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            List<Future<DiscoverySummary>> both = Stream.of(1, 2)
                    .map(seed -> executor.submit(
                            () -> run(market(quick.formatted(seed, seed == 1)), new RecordingJobContext(seed))))
                    .toList();
            for (Future<DiscoverySummary> one : both) {
                assertThat(one.get().totalTested()).isEqualTo(4000);
            }
        } finally {
            executor.shutdown();
        }
        Combinations all = Combinations.distinct(
                Grid.of(RsiBands.STRATEGY, BuiltInGrids.discovery().get("quick")));
        Set<Long> union = new HashSet<>();
        Stream.of(1, 2).forEach(seed -> all.sample(4000, seed).indexes().forEachRemaining((LongConsumer) union::add));
        assertThat(storedRuns()).extracting(TestedRun::gridIndex).containsExactlyInAnyOrderElementsOf(union);
        assertThat(DATABASE.database().query("select sum(runs) from backtest_outcome", row -> row.getInt(1)))
                .containsExactly(union.size());
        assertThat(trials.distinct(request(market(GRID)).window(), "")).isEqualTo(union.size());
    }

    @Test
    void outcomes_name_the_first_of_their_runs_also_after_others_were_replaced() {
        String grid = """
                {"param_grid": {"trail_pct": %s, "rsi_min": [70, 75]}, "skip_tested": false}""";
        run(market(grid.formatted("[1.0, 1.5, 2.0]")), new RecordingJobContext(1));
        run(market(grid.formatted("[1.0]")), new RecordingJobContext(2));

        assertThat(storedRuns()).hasSize(6);
        assertThat(DATABASE.database().query("""
                        select o.id from backtest_outcome o
                        where o.runs <> (select count(*) from backtest_run r where r.outcome_id = o.id)
                            or not exists (
                                select from backtest_run r
                                where r.outcome_id = o.id and r.params_hash = o.first_hash and r.grid_index = (
                                    select min(grid_index) from backtest_run where outcome_id = o.id))
                        """, row -> row.getLong(1))).isEmpty();
        assertThat(DATABASE.database().query("select id from backtest_outcome", row -> row.getLong(1)))
                .hasSize(4);
    }

    @Test
    void trials_are_counted_once_however_often_they_are_run() {
        run(market(GRID), new RecordingJobContext(1));
        run(market(GRID).put("skip_tested", false), new RecordingJobContext(2));
        ObjectNode larger = market(GRID);
        ((ObjectNode) larger.get("param_grid"))
                .set("rsi_min", object("{\"v\": [60, 64, 68, 90]}").get("v"));
        run(larger, new RecordingJobContext(3));

        assertThat(trials.distinct(request(larger).window(), "")).isEqualTo(64);
        assertThat(trials.distinct(request(larger.put("end_ts", "2014-07-01")).window(), ""))
                .isZero();
    }

    @Test
    void several_markets_are_jobs_of_their_own_whose_results_come_together() {
        ObjectNode payload = market(GRID);
        payload.set("markets", object("""
                {"v": [{"symbol": "BTC/USD"}, {"start_ts": "2010-01-01", "end_ts": "2010-02-01"}, {"symbol": "ETH/USD"}]}
                """).get("v"));
        DiscoverHandler handler = handler(prices, SweepThreads.ONE);
        RecordingJobContext parent = new RecordingJobContext(1);
        assertThat(handler.run(request(payload), parent)).isNull();

        List<ChildResult> children = new ArrayList<>();
        for (JobRequest child : parent.children()) {
            children.add(finish(handler, child, children.size()));
        }
        MarketsResult result = (MarketsResult) handler.gather(request(payload), new ListedChildren(children), parent);

        assertThat(result.totalTested()).isEqualTo(96);
        assertThat(result.marketsFailed()).isEqualTo(1);
        assertThat(result.bestMarket()).isZero();
        assertThat(result.markets())
                .extracting(MarketsResult.Market::symbol)
                .containsExactly("BTC/USD", "BTCUSD", "ETH/USD");
        assertThat(result.markets().get(1).error()).startsWith("No OHLCV data available");
        assertThat(result.markets().get(2).result().summary().bestReturn()).isEqualTo(result.bestReturn());
        assertThat(parent.warnings()).containsExactly("1 of 3 markets could not be tested");
        assertThat(storedRuns()).hasSize(96);
    }

    /** What the queue does with a child. */
    private static ChildResult finish(DiscoverHandler handler, JobRequest child, int position) {
        long id = 10 + position;
        try {
            Discovered result = handler.run(request((ObjectNode) child.payload()), new RecordingJobContext(id));
            JsonNode json = Json.MAPPER.valueToTree(result);
            return new ChildResult(id, position, child.jobType(), JobState.SUCCEEDED, child.payload(), json, null);
        } catch (JobFailedException e) {
            return new ChildResult(
                    id, position, child.jobType(), JobState.FAILED, child.payload(), null, e.getMessage());
        }
    }

    @Test
    void a_market_is_the_same_however_it_is_written() {
        ObjectNode shouting = market(GRID).put("exchange", " BitStamp").put("timeframe", " 30m  ");
        assertThat(run(shouting, new RecordingJobContext(1)).newTested()).isEqualTo(48);
        DiscoverySummary plain = run(market(GRID), new RecordingJobContext(2));

        assertThat(plain.newTested()).isZero();
        assertThat(plain.skipped()).isEqualTo(48);
        assertThat(trials.distinct(request(shouting).window(), "")).isEqualTo(48);
        assertThat(trials.distinct(request(market(GRID)).window(), "")).isEqualTo(48);
    }

    @Test
    void a_sample_names_its_seed() {
        DiscoverySummary summary = run(market(GRID).put("max_combinations", 10), new RecordingJobContext(77));

        assertThat(summary.totalTested()).isEqualTo(10);
        assertThat(summary.seed()).isEqualTo(77);
        assertThat(storedRuns()).hasSize(10);
    }

    @Test
    void failures_are_counted_and_named_and_when_all_fail_the_job_fails() {
        RecordingJobContext job = new RecordingJobContext(1);
        DiscoverySummary summary = run(market("""
                        {"base_params": {"stop_atr_mult": null},
                         "param_grid": {"stop_mode": ["ATR", "Fixed %"]}}
                        """), job);

        assertThat(summary.failed()).isEqualTo(1);
        assertThat(summary.newTested()).isEqualTo(1);
        assertThat(summary.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.params()).containsEntry("stop_mode", "ATR");
            assertThat(failure.reason()).contains("stop_atr_mult");
        });
        assertThat(job.warnings()).singleElement().asString().startsWith("1 combinations could not be run");

        assertThatThrownBy(() -> run(market("""
                                {"base_params": {"stop_pct": null, "stop_atr_mult": null},
                                 "param_grid": {"stop_mode": ["ATR", "Fixed %"]}}
                                """), new RecordingJobContext(2)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageStartingWith("None of the 2 combinations could be run");
    }

    @Test
    void progress_tells_what_was_found_so_far() {
        RecordingJobContext job = new RecordingJobContext(1);
        run(market(GRID), job);

        assertThat(job.reports().get(0).message()).isEqualTo("Loading OHLCV data");
        RecordingJobContext.Progress last = job.reports().get(job.reports().size() - 1);
        assertThat(last.current()).isEqualTo(48);
        assertThat(last.total()).isEqualTo(48);
        assertThat(last.message()).matches("Complete! Tested 48 new \\| \\d+ winners \\| Best: -?\\d+\\.\\d\\d%");
    }

    @Test
    void no_prices_fail_the_job_with_the_references_text() {
        assertThatThrownBy(() -> run(
                        market(GRID).put("start_ts", "2010-01-01").put("end_ts", "2010-02-01"),
                        new RecordingJobContext(1)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageStartingWith("No OHLCV data available for requested range");
    }

    @Test
    void fewer_bars_than_the_indicators_need_fail_the_job_with_advice() {
        assertThatThrownBy(() -> run(
                        market(GRID).put("start_ts", "2014-01-01").put("end_ts", "2014-01-01T05:00:00"),
                        new RecordingJobContext(1)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("fewer than the indicators need (bb_len is at least 20)");
    }

    @Test
    void the_result_says_how_far_its_best_may_be_trusted_the_same_each_time() {
        DiscoverHandler handler = handler(prices, SweepThreads.ONE);
        DiscoverResult first = (DiscoverResult) handler.run(request(market(GRID)), new RecordingJobContext(1));
        DiscoverResult again = (DiscoverResult) handler.run(request(market(GRID)), new RecordingJobContext(2));

        assertThat(first.assessment().trials()).isEqualTo(48);
        assertThat(first.assessment().verdict().sentence()).isNotBlank();
        assertThat(again.assessment()).isEqualTo(first.assessment());
    }

    @Test
    void no_step_of_a_discovery_over_lists_that_say_the_same_a_thousand_times_takes_a_second() throws Exception {
        ObjectNode payload = market();
        ObjectNode grid = payload.putObject("param_grid");
        grid.set("bb_basis_type", Json.MAPPER.valueToTree(Collections.nCopies(1_000, "SMA")));
        grid.set("kc_mid_type", Json.MAPPER.valueToTree(Collections.nCopies(1_000, "EMA")));
        DiscoverRequest request = request(payload);
        DiscoverHandler handler = handler(prices, SweepThreads.ONE);

        assertThat(PacedJob.longestStep(Duration.ofMinutes(1), job -> () -> handler.run(request, job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    @Test
    void a_large_grid_is_not_copied_for_a_thousand_markets() {
        ObjectNode payload = market();
        payload.putObject("param_grid").set("bb_len", Json.MAPPER.valueToTree(Collections.nCopies(10_000, 20)));
        ArrayNode markets = payload.putArray("markets");
        for (int i = 0; i < 1_000; i++) {
            markets.addObject().put("symbol", "M" + i + "/USD");
        }
        DiscoverHandler handler = handler(prices, SweepThreads.ONE);

        assertThat(handler.check(request(payload))).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("markets");
            assertThat(violation.reason()).startsWith("are 1000 jobs of 30").contains("name fewer markets");
        });
        payload.putObject("param_grid").putArray("bb_len").add(20);
        assertThat(handler.check(request(payload))).isEmpty();
    }

    private DiscoverySummary run(ObjectNode payload, RecordingJobContext job) {
        return summary(handler(prices, SweepThreads.ONE).run(request(payload), job));
    }

    private static DiscoverySummary summary(Discovered result) {
        return ((DiscoverResult) result).summary();
    }

    private DiscoverHandler handler(FixedPrices prices, SweepThreads threads) {
        return TestDiscovery.handler(DATABASE, prices, threads, 10_000_000, 500);
    }

    private static DiscoverRequest request(ObjectNode payload) {
        return read(payload, DiscoverRequest.class);
    }

    /** All runs, winners or not. */
    private List<TestedRun> storedRuns() {
        return StoredRuns.all(DATABASE.database());
    }
}
