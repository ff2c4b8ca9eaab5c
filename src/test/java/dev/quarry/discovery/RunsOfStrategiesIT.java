package dev.quarry.discovery;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.catalog.StrategyStore;
import dev.quarry.engine.SampleBars;
import dev.quarry.evaluation.BacktestEvaluation;
import dev.quarry.evaluation.BacktestRequest;
import dev.quarry.forward.ForwardHandler;
import dev.quarry.forward.ForwardRequest;
import dev.quarry.forward.ForwardResult;
import dev.quarry.forward.Winners;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.leaderboard.AssessHandler;
import dev.quarry.leaderboard.AssessRequest;
import dev.quarry.leaderboard.LeaderboardEntry;
import dev.quarry.leaderboard.LeaderboardRefreshHandler;
import dev.quarry.leaderboard.LeaderboardRequest;
import dev.quarry.leaderboard.SnapshotStore;
import dev.quarry.leaderboard.WinnerAssessments;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.LedgerSearchHistory;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.ledger.query.WinnerRanking;
import dev.quarry.ledger.tally.RunAnalysis;
import dev.quarry.patterns.PatternStore;
import dev.quarry.patterns.PatternsRefreshHandler;
import dev.quarry.patterns.PatternsRequest;
import dev.quarry.patterns.RuleStore;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.SweepThreads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Discoveries of several strategies in one ledger: each has runs, leaderboards and patterns of its own. */
class RunsOfStrategiesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String EVERYTHING_WINS =
            "\"win_criteria\": {\"min_total_return\": -100, \"max_drawdown\": 100, \"min_profit_factor\": 0}";

    private static final String BUILT_IN = """
            {"param_grid": {"rsi_min": [60, 64], "stop_pct": [1, 2]}, %s}""".formatted(EVERYTHING_WINS);

    private static final String TURTLE = """
            {"strategy": "turtle_trading", "param_grid": {"entry_bars": [20, 55], "exit_bars": [10, 20]}, %s}""".formatted(EVERYTHING_WINS);

    private static final String CROSS = """
            {"name": "cross", "parameters": {"fast": {"type": "integer", "default": 10, "minimum": 2, "maximum": 100}},
             "long": {"enter": "crosses_above(close, sma(close, fast))", "exit": "close < sma(close, fast)"}}""";

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());
    private final RunSearch search = new RunSearch(DATABASE.database());
    private final TrialLedger trials = new TrialLedger(DATABASE.database());
    private final StrategyStore strategies = new StrategyStore(DATABASE.database(), DATABASE.transactions());
    private final StrategyCatalog catalog = new StrategyCatalog(strategies);
    private final KnownStrategies known = new KnownStrategies(catalog, DATABASE.database());
    private final AssessmentStore assessments = new AssessmentStore(DATABASE.database());
    private final WinnerAssessments assessing = new WinnerAssessments(
            prices, new LedgerSearchHistory(trials, DATABASE.transactions()), assessments, SweepThreads.ONE, catalog);
    private final DiscoverHandler handler = TestDiscovery.handler(DATABASE, prices, SweepThreads.ONE, 1_000_000, 3);

    @BeforeEach
    void emptyStores() {
        DATABASE.empty(
                "backtest_run",
                "backtest_outcome",
                "backtest_setup",
                "leaderboard_snapshot",
                "leaderboard_assessment",
                "trial_sketch",
                "strategy_trial_sketch",
                "strategy_rule",
                "strategy_pattern",
                "strategy_pattern_basis",
                "strategy_version",
                "strategy");
    }

    @Test
    void a_run_names_its_strategy_and_runs_again_to_the_same_bits_after_the_strategy_has_changed() {
        catalog.put("cross", Json.MAPPER.readTree(CROSS), "a test");
        DiscoverResult result = discover(1, """
                {"strategy": "cross", "param_grid": {"fast": [5, 10, 20]}, %s}""".formatted(EVERYTHING_WINS));
        catalog.put("cross", Json.MAPPER.readTree(CROSS.replace("close < sma", "close < 0 * sma")), "a test");
        BacktestEvaluation evaluation = new BacktestEvaluation(prices, catalog, 300_000);

        assertThat(result.strategy().text()).isEqualTo("cross@1");
        List<FoundRun> runs = runs("strategy=cross");
        assertThat(runs).hasSize(3);
        for (FoundRun found : runs) {
            JsonNode whole = Json.MAPPER.valueToTree(WholeRun.of(found, new RunVerdict(null, "none"), 1));
            assertThat(whole.at("/backtest/strategy").asString()).isEqualTo("cross@1");
            assertThat(whole.at("/strategy/version").asInt()).isEqualTo(1);
            var again = evaluation
                    .run(read(whole.get("backtest"), BacktestRequest.class))
                    .stats();
            assertThat(again.totalEquityReturnPct())
                    .isEqualTo(found.run().statistics().totalReturn());
            assertThat(again.sharpeRatio()).isEqualTo(found.run().statistics().sharpeRatio());
            assertThat(again.trades())
                    .isEqualTo(found.run().statistics().numTrades())
                    .isPositive();
        }
        assertThat(new dev.quarry.ledger.RunLedger(DATABASE.database()).runsOf("cross"))
                .isEqualTo(3);
    }

    @Test
    void runs_of_different_strategies_are_listed_apart_unless_asked_for_together() {
        discover(1, BUILT_IN);
        discover(2, TURTLE);

        assertThat(runs()).hasSize(4).allMatch(run -> run.setup().strategy().isBuiltIn());
        assertThat(runs("strategy=rsi_bands")).hasSize(4);
        assertThat(runs("strategy=turtle_trading"))
                .hasSize(4)
                .extracting(run -> run.setup().strategy().name())
                .containsOnly("turtle_trading");
        String version = runs("job_id=2").get(0).setup().strategy().text();
        assertThat(runs("strategy=" + version)).hasSize(4);
        assertThat(runs("strategy=*")).hasSize(8);
        assertThat(runs("strategy=turtle_trading", "param.entry_bars=55")).hasSize(2);
        assertThat(runs("job_id=2", "param.entry_bars=55")).hasSize(2);
        assertThatThrownBy(() -> runs("param.entry_bars=55")).hasMessageContaining("not a known parameter");
        assertThatThrownBy(() -> runs("strategy=turtle_trading", "param.rsi_min=55"))
                .hasMessageContaining("not a known parameter");
        assertThatThrownBy(() -> runs("strategy=a b")).hasMessageContaining("was a b");
    }

    @Test
    void equal_parameters_of_two_strategies_are_two_runs_and_of_one_definition_are_one() {
        String other = CROSS.replace("\"cross\"", "\"uncross\"").replace("crosses_above", "crosses_below");
        discover(1, defined(CROSS));
        DiscoverResult second = discover(2, defined(other));
        DiscoverResult third = discover(3, defined(CROSS));

        assertThat(second.summary().skipped()).isZero();
        assertThat(third.summary().skipped()).isEqualTo(2);
        assertThat(runs("strategy=*")).hasSize(4);
        Map<String, String> byHash = new HashMap<>();
        runs("strategy=*")
                .forEach(run -> byHash.put(
                        run.run().paramsHash(), run.setup().strategy().name()));
        assertThat(byHash.values()).containsExactlyInAnyOrder("cross", "cross", "uncross", "uncross");
    }

    @Test
    void a_definition_is_found_by_its_version_and_by_its_digest_however_its_runs_were_stored() {
        discover(1, defined(CROSS));
        catalog.put("cross", Json.MAPPER.readTree(CROSS.replace("close <", "close <=")), "a test");
        catalog.put("cross", Json.MAPPER.readTree(CROSS), "a test");
        discover(2, """
                {"strategy": "cross@2", "param_grid": {"fast": [20, 30]}, %s}""".formatted(EVERYTHING_WINS));
        discover(3, """
                {"strategy": "cross@1", "param_grid": {"fast": [40]}, %s}""".formatted(EVERYTHING_WINS));
        String digest = runs("job_id=1").get(0).setup().strategy().text();

        assertThat(runs("strategy=" + digest)).hasSize(4);
        assertThat(runs("strategy=cross@2")).hasSize(4);
        assertThat(runs("strategy=cross@1")).hasSize(1);
        assertThat(runs("strategy=cross")).hasSize(5);
        assertThat(runs("strategy=rsi_bands")).isEmpty();
    }

    @Test
    void trials_of_a_strategy_are_counted_by_itself() {
        discover(1, BUILT_IN);
        DiscoverResult turtle = discover(2, TURTLE);
        var window = runs("job_id=2").get(0).setup().window();

        assertThat(trials.distinct(window, "")).isEqualTo(4);
        assertThat(trials.distinct(window, turtle.strategy().digest())).isEqualTo(4);
    }

    @Test
    void a_leaderboard_ranks_one_strategy_and_all_of_them_only_where_that_is_asked_for() {
        discover(1, BUILT_IN);
        discover(2, TURTLE);
        SnapshotStore snapshots = new SnapshotStore(DATABASE.database());
        LeaderboardRefreshHandler refresh = new LeaderboardRefreshHandler(
                new RunAnalysis(DATABASE.database()),
                new WinnerRanking(DATABASE.database()),
                assessing,
                snapshots,
                DATABASE.transactions(),
                known);

        assertThat(names(refresh, 11, "{\"distinct\": false, \"assess\": 1}"))
                .hasSize(4)
                .containsOnly("rsi_bands");
        assertThat(names(refresh, 12, "{\"strategy\": \"turtle_trading\", \"distinct\": false, \"assess\": 4}"))
                .hasSize(4)
                .containsOnly("turtle_trading");
        assertThat(names(refresh, 13, "{\"strategy\": \"*\", \"distinct\": false, \"assess\": 0}"))
                .hasSize(8)
                .contains("rsi_bands", "turtle_trading");
        assertThat(names(refresh, 14, "{\"strategy\": \"turtle\", \"assess\": 0}"))
                .isEmpty();
        assertThat(snapshots.current("turtle_trading").orElseThrow().payload()).contains("entry_bars");
        assertThat(snapshots.current("rsi_bands").orElseThrow().payload()).doesNotContain("entry_bars");
        assertThat(snapshots.current(null).orElseThrow().payload()).contains("entry_bars", "rsi_min");
    }

    @Test
    void a_run_of_a_definition_is_assessed_perturbed_and_tested_on_other_prices() {
        discover(2, TURTLE);
        FoundRun found = runs("job_id=2").get(0);
        String hash = found.run().paramsHash();

        var assessed = new AssessHandler(prices, search, assessing, catalog)
                .run(new AssessRequest(hash, true), new RecordingJobContext(3));
        JsonNode report = Json.MAPPER.valueToTree(assessed);
        assertThat(report.at("/strategy/name").asString()).isEqualTo("turtle_trading");
        assertThat(report.at("/assessment/cost_stress/total_return_pct_1x").doubleValue())
                .isEqualTo(found.run().statistics().totalReturn());
        assertThat(assessments.verdict(hash, found.setup()).outcome()).isNotNull();
        assertThat(report.at("/perturbation").isObject()).isTrue();

        Winners winners = new Winners(search, null, assessments, prices, catalog);
        ForwardResult forward = new ForwardHandler(winners, prices)
                .run(
                        read(
                                Json.MAPPER
                                        .createObjectNode()
                                        .put("params_hash", hash)
                                        .put("symbol", "ANOTHER")
                                        .put("start_ts", "2014-01-01"),
                                ForwardRequest.class),
                        new RecordingJobContext(4));
        assertThat(forward.strategy().name()).isEqualTo("turtle_trading");
        assertThat(forward.inSample().trades())
                .isEqualTo(found.run().statistics().numTrades());
        assertThat(forward.outOfSample().trades()).isPositive();
    }

    @Test
    void patterns_of_a_strategy_leave_those_of_another_alone() {
        discover(1, """
                {"param_grid": {"rsi_min": [50, 52, 54, 56, 58, 60], "stop_pct": [1, 2, 3, 4]}, %s}""".formatted(EVERYTHING_WINS));
        discover(2, """
                {"strategy": "turtle_trading",
                 "param_grid": {"entry_bars": [10, 20, 30, 40, 50, 60], "exit_bars": [5, 10, 15, 20]}, %s}""".formatted(EVERYTHING_WINS));
        RuleStore rules = new RuleStore(DATABASE.database());
        PatternStore patterns = new PatternStore(DATABASE.database());
        PatternsRefreshHandler refresh = new PatternsRefreshHandler(
                new RunAnalysis(DATABASE.database()), rules, patterns, DATABASE.transactions(), known);

        refresh.run(request("{}"), new RecordingJobContext(5));
        String before = Json.MAPPER.writeValueAsString(patterns.values("rsi_bands", null, 1000));
        refresh.run(request("{\"strategy\": \"turtle_trading\"}"), new RecordingJobContext(6));

        assertThat(before).contains("stop_pct").doesNotContain("exit_bars");
        assertThat(Json.MAPPER.writeValueAsString(patterns.values("rsi_bands", null, 1000)))
                .isEqualTo(before);
        assertThat(Json.MAPPER.writeValueAsString(patterns.values("turtle_trading", null, 1000)))
                .contains("exit_bars")
                .doesNotContain("stop_pct");
        assertThat(patterns.basis("turtle_trading").orElseThrow().basis().runs())
                .isEqualTo(24);
        assertThat(new PatternsRequest(null, null, null, null, null, null, null, "*").violations())
                .extracting(violation -> violation.field())
                .containsExactly("strategy");
    }

    @Test
    void what_is_wrong_is_said_before_anything_is_stored() {
        assertThat(violations("""
                {"strategy": "turtle_tradin", "param_grid": {"entry_bars": [20]}}""")).singleElement().asString().contains("turtle_trading");
        assertThat(violations("""
                {"strategy": "turtle_trading", "param_grid": {"rsi_min": [20]}}"""))
                .singleElement()
                .asString()
                .contains("param_grid.rsi_min", "is not a known parameter");
        assertThat(violations("""
                {"strategy": "turtle_trading", "grid": "MARGIN"}""")).singleElement().asString().contains("grid", "must be one of");
        assertThatThrownBy(() -> discover(9, """
                {"strategy": "gone@3", "param_grid": {"entry_bars": [20]}}""")).isInstanceOf(JobFailedException.class);
        assertThat(runs("strategy=*")).isEmpty();
    }

    @Test
    void a_name_that_neither_the_catalog_nor_a_run_has_is_a_slip_and_one_without_runs_is_not() {
        discover(1, defined(CROSS));
        catalog.put("lonely", Json.MAPPER.readTree(CROSS.replace("\"cross\"", "\"lonely\"")), "a test");

        for (String right : List.of("rsi_bands", "turtle_trading", "cross", "lonely", "lonely@1", "*", " cross ")) {
            assertThat(known.fault(right)).as(right).isEmpty();
        }
        assertThat(known.fault(null)).isEmpty();
        assertThat(runs("strategy=lonely")).isEmpty();
        for (String wrong : List.of("nope", "turtle_tradin", "lonely@99", "Cross", "rsi_bands@1", "a b", "")) {
            assertThat(known.fault(wrong)).as(wrong).isPresent();
        }
        assertThat(known.fault("turtle_tradin").orElseThrow().reason()).contains("turtle_trading");
        assertThatThrownBy(() -> runs("strategy=nope")).hasMessageContaining("nope");
        LeaderboardRequest refresh =
                read((ObjectNode) Json.MAPPER.readTree("{\"strategy\": \"nope\"}"), LeaderboardRequest.class);
        assertThat(new LeaderboardRefreshHandler(null, null, null, null, null, known).check(refresh))
                .extracting(violation -> violation.field())
                .containsExactly("strategy");
        assertThat(new PatternsRefreshHandler(null, null, null, null, known).check(request("{\"strategy\": \"nope\"}")))
                .hasSize(1);
        ReevaluateRequest judge =
                read((ObjectNode) Json.MAPPER.readTree("{\"strategy\": \"nope\"}"), ReevaluateRequest.class);
        assertThat(new ReevaluateHandler(null, null, known, 10).check(judge)).hasSize(1);
    }

    private static PatternsRequest request(String json) {
        return read((ObjectNode) Json.MAPPER.readTree(json), PatternsRequest.class);
    }

    private static List<String> names(LeaderboardRefreshHandler refresh, long job, String request) {
        LeaderboardRequest read = read((ObjectNode) Json.MAPPER.readTree(request), LeaderboardRequest.class);
        List<LeaderboardEntry> listed =
                refresh.run(read, new RecordingJobContext(job)).strategies();
        assertThat(listed.stream().filter(entry -> entry.assessment() != null))
                .hasSize(Math.min(read.assess(), listed.size()));
        return listed.stream().map(entry -> entry.strategy().name()).toList();
    }

    private List<String> violations(String fields) {
        return handler.check(read(market(fields), DiscoverRequest.class)).stream()
                .map(Object::toString)
                .toList();
    }

    private static String defined(String definition) {
        return """
                {"strategy": %s, "param_grid": {"fast": [5, 10]}, %s}""".formatted(definition, EVERYTHING_WINS);
    }

    /** As a client's request goes: checked, its strategy fixed as it is stored, and run. */
    private DiscoverResult discover(long job, String fields) {
        ObjectNode payload = market(fields);
        DiscoverRequest request = read(payload, DiscoverRequest.class);
        JsonNode stored = fields.contains("gone@3") ? payload : handler.stored(request, payload);
        return (DiscoverResult) handler.run(read(stored, DiscoverRequest.class), new RecordingJobContext(job));
    }

    private List<FoundRun> runs(String... query) {
        Map<String, List<String>> parameters = new HashMap<>(Map.of("limit", List.of("1000")));
        for (String each : query) {
            String[] parts = each.split("=", 2);
            parameters.put(parts[0], List.of(parts[1]));
        }
        return search.page(RunQueryReader.read(parameters, known, null)).runs();
    }
}
