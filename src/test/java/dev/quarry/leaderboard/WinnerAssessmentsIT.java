package dev.quarry.leaderboard;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.discovery.DiscoverRequest;
import dev.quarry.discovery.DiscoverResult;
import dev.quarry.discovery.TestDiscovery;
import dev.quarry.engine.SampleBars;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.GoldenDiscovery;
import dev.quarry.ledger.LedgerSearchHistory;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.StoredRuns;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.ledger.query.WinnerRanking;
import dev.quarry.ledger.tally.RunAnalysis;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.EngineVersion;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.SweepThreads;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class WinnerAssessmentsIT {

    private static final String DIGEST = "0123456789abcdef";

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final GoldenDiscovery GOLDEN =
            GoldenDiscovery.all().findFirst().orElseThrow();

    private final TrialLedger trials = new TrialLedger(DATABASE.database());
    private final FixedPrices prices = new FixedPrices(SampleBars.bars());

    @BeforeEach
    void emptyStores() {
        DATABASE.empty(
                "backtest_run",
                "backtest_outcome",
                "backtest_setup",
                "trial_sketch",
                "leaderboard_snapshot",
                "leaderboard_assessment");
    }

    @Test
    void the_best_entries_carry_their_assessment_and_the_others_say_why_not() {
        store(DIGEST, EngineVersion.CURRENT);

        List<LeaderboardEntry> strategies = refresh(prices, new RecordingJobContext(1), 2);
        JsonNode assessment = strategies.get(0).assessment();
        assertThat(assessment.at("/verdict/sentence").stringValue()).isNotBlank();
        assertThat(assessment.get("trades").intValue())
                .isEqualTo(strategies.get(0).metrics().numTrades());
        assertThat(assessment.get("deflated_sharpe").doubleValue()).isBetween(0.0, 1.0);
        assertThat(assessment.at("/cost_stress/total_return_pct_1x").doubleValue())
                .isEqualTo(strategies.get(0).metrics().totalReturn());
        assertThat(strategies.get(0).assessmentMissing()).isNull();
        assertThat(strategies.get(1).assessment()).isNotNull();
        assertThat(strategies.get(2).assessment()).isNull();
        assertThat(strategies.get(2).assessmentMissing()).startsWith("Only the best entries");
    }

    @Test
    void a_second_refresh_takes_them_from_the_store() {
        store(DIGEST, EngineVersion.CURRENT);
        List<LeaderboardEntry> first = refresh(prices, new RecordingJobContext(1), 2);
        DATABASE.database().update("update leaderboard_assessment set assessment = '{\"kept\": true}'");

        assertThat(refresh(prices, new RecordingJobContext(2), 2)
                        .get(0)
                        .assessment()
                        .get("kept")
                        .booleanValue())
                .isTrue();
        trials.record(setup(DIGEST, EngineVersion.CURRENT).window(), "", new long[] {1, 2, 3});
        List<LeaderboardEntry> afterMoreTrials = refresh(prices, new RecordingJobContext(3), 2);
        assertThat(afterMoreTrials.get(0).assessment().get("kept")).isNull();
        assertThat(afterMoreTrials.get(0).assessment().get("probabilistic_sharpe"))
                .isEqualTo(first.get(0).assessment().get("probabilistic_sharpe"));
    }

    @Test
    void a_winner_with_a_pre_roll_is_assessed_with_one() {
        String payload = """
                {"start_ts": "2014-05-01T00:00:00Z", "warmup": "pre_roll", "base_params": {"trade_direction": "Both"},
                 "param_grid": {"rsi_min": [60, 64]},
                 "win_criteria": {"min_total_return": -100, "max_drawdown": 100, "min_profit_factor": 0}}
                """;
        discover(payload);

        LeaderboardEntry best = refresh(prices, new RecordingJobContext(4), 1).get(0);
        assertThat(best.provenance().warmup()).isEqualTo("pre_roll");
        assertThat(best.assessment().at("/cost_stress/total_return_pct_1x").doubleValue())
                .isEqualTo(best.metrics().totalReturn());
    }

    @Test
    void a_discovery_a_leaderboard_and_an_assessment_on_demand_say_the_same_of_a_run() {
        String payload = """
                {"base_params": {"trade_direction": "Both"},
                 "param_grid": {"rsi_min": [52, 55, 58, 61], "rsi_ma_min": [50, 54], "stop_pct": [2, 3]},
                 "win_criteria": {"min_total_return": -100, "max_drawdown": 100, "min_profit_factor": 0}}
                """;
        DiscoverResult discovered = discover(payload);
        ObjectNode atDiscovery = Json.MAPPER.valueToTree(discovered.assessment());
        assertThat(atDiscovery.remove("assessed_params")).isNotNull();

        LeaderboardEntry best = refresh(prices, new RecordingJobContext(4), 1).get(0);
        assertThat(best.assessment()).isEqualTo(atDiscovery);

        AssessHandler onDemand = new AssessHandler(
                prices, new RunSearch(DATABASE.database()), assessments(prices), new StrategyCatalog(null));
        AssessRequest request = new AssessRequest(best.paramsHash(), false);
        AssessResult result = onDemand.run(request, new RecordingJobContext(5));
        assertThat(result.assessment()).hasToString(atDiscovery.toString());
        assertThat(result.perturbation()).isNull();
        DATABASE.empty("leaderboard_assessment");
        AssessResult perturbed = onDemand.run(new AssessRequest(best.paramsHash(), true), new RecordingJobContext(6));
        assertThat(perturbed.assessment()).hasToString(atDiscovery.toString());
        assertThat(Json.MAPPER
                        .valueToTree(perturbed.perturbation())
                        .get("yearly_sharpe")
                        .doubleValue())
                .isEqualTo(atDiscovery.get("daily_sharpe").doubleValue());
    }

    @Test
    void what_another_method_said_is_not_said_any_more() {
        store(DIGEST, EngineVersion.CURRENT);
        refresh(prices, new RecordingJobContext(1), 2);
        DATABASE.database().update("update leaderboard_assessment set assessment = '{\"kept\": true}', method = '1'");

        assertThat(refresh(prices, new RecordingJobContext(2), 2)
                        .get(0)
                        .assessment()
                        .get("kept"))
                .isNull();
    }

    @Test
    void a_run_that_is_not_there_or_cannot_be_assessed_says_so() {
        AssessHandler onDemand = new AssessHandler(
                prices, new RunSearch(DATABASE.database()), assessments(prices), new StrategyCatalog(null));
        assertThatThrownBy(() -> onDemand.run(new AssessRequest("00000000000000ff", false), new RecordingJobContext(5)))
                .isInstanceOf(JobFailedException.class)
                .hasMessage("There is no stored run 00000000000000ff");
        assertThat(new AssessRequest("xyz", false).violations()).hasSize(1);

        store("other digest", EngineVersion.CURRENT);
        String hash = refresh(prices, new RecordingJobContext(1), 0).get(0).paramsHash();
        assertThatThrownBy(() -> onDemand.run(new AssessRequest(hash, false), new RecordingJobContext(5)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("The stored prices are not those it was found on");
    }

    @Test
    void threads_change_nothing() {
        store(DIGEST, EngineVersion.CURRENT);
        List<LeaderboardEntry> alone = refresh(prices, new RecordingJobContext(1), 4);
        DATABASE.empty("leaderboard_assessment");

        ExecutorService executor = Executors.newFixedThreadPool(1);
        try {
            assertThat(refresh(prices, new RecordingJobContext(2), 4, new SweepThreads(executor, 2)))
                    .isEqualTo(alone);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void winners_found_on_other_prices_or_by_another_engine_are_not_assessed() {
        store("other digest", EngineVersion.CURRENT);
        assertThat(refresh(prices, new RecordingJobContext(1), 1).get(0).assessmentMissing())
                .startsWith("The stored prices are not those it was found on");

        emptyStores();
        store(DIGEST, "0");
        assertThat(refresh(prices, new RecordingJobContext(2), 1).get(0).assessmentMissing())
                .startsWith("Found by version 0 of the engine");
    }

    @Test
    void a_job_that_is_canceled_stops_between_steps() {
        store(DIGEST, EngineVersion.CURRENT);
        RecordingJobContext job = new RecordingJobContext(1);
        job.stopAfterReports(3);

        assertThatThrownBy(() -> refresh(prices, job, 5)).isInstanceOf(JobStoppedException.class);
        assertThat(DATABASE.database().first("select count(*) from leaderboard_snapshot", row -> row.getLong(1)))
                .contains(0L);
    }

    @Test
    void no_assessment_is_made_when_none_is_asked_for() {
        store(DIGEST, EngineVersion.CURRENT);

        List<LeaderboardEntry> strategies = refresh(
                (series, start, end) -> {
                    throw new AssertionError("prices are not needed");
                },
                new RecordingJobContext(1),
                0);
        assertThat(strategies).isNotEmpty().allMatch(strategy -> strategy.assessment() == null);
    }

    @Test
    void no_step_of_assessing_runs_of_a_large_search_takes_a_second() throws Exception {
        ObjectNode payload = object("""
                {"base_params": {"trade_direction": "Both"},
                 "win_criteria": {"min_total_return": -100, "max_drawdown": 100, "min_profit_factor": 0}}
                """);
        payload.putObject("param_grid")
                .<ObjectNode>set("rsi_min", Json.MAPPER.valueToTree(List.of(52, 55, 58)))
                .<ObjectNode>set("bb_basis_type", Json.MAPPER.valueToTree(Collections.nCopies(1_000, "SMA")))
                .set("kc_mid_type", Json.MAPPER.valueToTree(Collections.nCopies(1_000, "EMA")));
        discover(payload.toString());
        LeaderboardRefreshHandler leaderboard = leaderboard(prices, SweepThreads.ONE);
        LeaderboardRequest refresh = read(object("{}"), LeaderboardRequest.class);
        String best = refresh(prices, new RecordingJobContext(1), 0).get(0).paramsHash();
        AssessHandler onDemand = new AssessHandler(
                prices, new RunSearch(DATABASE.database()), assessments(prices), new StrategyCatalog(null));

        assertThat(PacedJob.longestStep(Duration.ofSeconds(3), job -> () -> leaderboard.run(refresh, job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
        DATABASE.empty("leaderboard_assessment");
        assertThat(PacedJob.longestStep(
                        Duration.ofSeconds(3), job -> () -> onDemand.run(new AssessRequest(best, true), job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    private DiscoverResult discover(String payload) {
        return (DiscoverResult) TestDiscovery.handler(DATABASE, prices, SweepThreads.ONE, 1_000, 100)
                .run(read(market(payload), DiscoverRequest.class), new RecordingJobContext(3));
    }

    private WinnerAssessments assessments(PriceHistory history) {
        return assessments(history, SweepThreads.ONE);
    }

    private WinnerAssessments assessments(PriceHistory history, SweepThreads threads) {
        return new WinnerAssessments(
                history,
                new LedgerSearchHistory(trials, DATABASE.transactions()),
                new AssessmentStore(DATABASE.database()),
                threads,
                new StrategyCatalog(null));
    }

    private List<LeaderboardEntry> refresh(PriceHistory history, RecordingJobContext job, int assess) {
        return refresh(history, job, assess, SweepThreads.ONE);
    }

    private List<LeaderboardEntry> refresh(
            PriceHistory history, RecordingJobContext job, int assess, SweepThreads threads) {
        return leaderboard(history, threads)
                .run(read(object("{\"top_n\": 10, \"assess\": %d}".formatted(assess)), LeaderboardRequest.class), job)
                .strategies();
    }

    private LeaderboardRefreshHandler leaderboard(PriceHistory history, SweepThreads threads) {
        return new LeaderboardRefreshHandler(
                new RunAnalysis(DATABASE.database()),
                new WinnerRanking(DATABASE.database()),
                assessments(history, threads),
                new SnapshotStore(DATABASE.database()),
                DATABASE.transactions(),
                new KnownStrategies(new StrategyCatalog(null), null));
    }

    private void store(String digest, String engineVersion) {
        RunLedger ledger = new RunLedger(DATABASE.database());
        DATABASE.transactions().runInNew(() -> ledger.writer(setup(digest, engineVersion), true)
                .save(StoredRuns.anew(GOLDEN.runs())));
    }

    private static RunSetup setup(String digest, String engineVersion) {
        return new RunSetup(
                9,
                "bitstamp",
                "BTCUSD",
                "30m",
                "2014-01-01T00:00:00",
                "2014-07-15T19:00:00",
                GOLDEN.base(),
                GOLDEN.gridValues(),
                digest,
                engineVersion);
    }
}
