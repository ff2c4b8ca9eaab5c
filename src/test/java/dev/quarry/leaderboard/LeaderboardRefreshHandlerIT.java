package dev.quarry.leaderboard;

import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.Golden;
import dev.quarry.engine.SampleBars;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.GoldenDiscovery;
import dev.quarry.ledger.LedgerSearchHistory;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.StoredRuns;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.WinnerRanking;
import dev.quarry.ledger.tally.RunAnalysis;
import dev.quarry.ledger.tally.WinnerStatistics;
import dev.quarry.platform.columns.ArrowRows;
import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.http.WrittenTables;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.Payloads;
import dev.quarry.search.SweepThreads;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class LeaderboardRefreshHandlerIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final RunLedger ledger = new RunLedger(DATABASE.database());
    private final SnapshotStore snapshots = new SnapshotStore(DATABASE.database());
    private final LeaderboardRefreshHandler handler = new LeaderboardRefreshHandler(
            new RunAnalysis(DATABASE.database()),
            new WinnerRanking(DATABASE.database()),
            new WinnerAssessments(
                    new FixedPrices(SampleBars.bars()),
                    new LedgerSearchHistory(new TrialLedger(DATABASE.database()), DATABASE.transactions()),
                    new AssessmentStore(DATABASE.database()),
                    SweepThreads.ONE,
                    new StrategyCatalog(null)),
            snapshots,
            DATABASE.transactions(),
            new KnownStrategies(new StrategyCatalog(null), null));

    @BeforeEach
    void emptyStores() {
        DATABASE.empty("backtest_run", "backtest_outcome", "backtest_setup", "leaderboard_snapshot");
    }

    @TestFactory
    Stream<DynamicTest> lists_and_statistics_are_the_references() {
        return GoldenDiscovery.all().flatMap(golden -> GoldenDiscovery.objects(golden.analysis(), "top").stream()
                .filter(top -> !top.get("sort_by").equals("calmar_ratio_not_allowed"))
                .map(top -> dynamicTest(golden.name() + " by " + top.get("sort_by"), () -> {
                    emptyStores();
                    store(golden);
                    checkList(golden, top);
                })));
    }

    private void checkList(GoldenDiscovery golden, Map<String, Object> top) {
        LeaderboardResult result = run(
                1,
                "{\"sort_by\": \"%s\", \"top_n\": %s, \"min_trades\": %s, \"distinct\": false}"
                        .formatted(top.get("sort_by"), top.get("n"), top.get("min_trades")));

        Map<String, Object> stats = Golden.object(golden.analysis(), "leaderboard_stats");
        JsonNode actualStats = Json.MAPPER.valueToTree(result.stats());
        stats.forEach(
                (name, value) -> Golden.assertClose(name, actualStats.get(name).doubleValue(), value));
        List<Map<String, Object>> expected = GoldenDiscovery.objects(top, "strategies");
        assertThat(result.strategies()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            LeaderboardEntry strategy = result.strategies().get(i);
            assertThat(strategy.rank()).isEqualTo(i + 1);
            JsonNode metrics = Json.MAPPER.valueToTree(strategy.metrics());
            // Equal rows are in no order in the reference, so only what ranks them is compared place by place.
            String sortBy = (String) top.get("sort_by");
            Golden.assertClose(
                    sortBy, metrics.get(sortBy).doubleValue(), expected.get(i).get(sortBy));
        }
    }

    @Test
    void equal_outcomes_are_listed_once_with_their_count_and_the_list_is_still_full() {
        store(GoldenDiscovery.all().findFirst().orElseThrow());

        LeaderboardResult result = run(1, "{}");

        assertThat(result.strategies()).hasSize(25);
        assertThat(result.strategies()).extracting(s -> s.metrics()).doesNotHaveDuplicates();
        assertThat(result.strategies().get(0).identicalRuns()).isEqualTo(2);
        assertThat(result.strategies().get(0).params()).containsEntry("rsi_relation", ">=");
    }

    @Test
    void the_newest_snapshot_is_served_as_it_was_made() {
        store(GoldenDiscovery.all().findFirst().orElseThrow());
        run(1, "{\"top_n\": 1}");
        LeaderboardResult newest = run(2, "{\"top_n\": 2}");

        Snapshot served = new LeaderboardResource(
                        snapshots, null, new MarketQuery(new KnownStrategies(new StrategyCatalog(null), null)))
                .current(null);
        assertThat(served.snapshotId()).isEqualTo(newest.snapshotId());
        JsonNode json = Json.MAPPER.valueToTree(served);
        JsonNode first =
                Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(served)).at("/payload/strategies/0");
        assertThat(json.has("created_at")).isTrue();
        assertThat(first.propertyNames())
                .containsExactly(
                        "rank",
                        "params_hash",
                        "discovered_at",
                        "metrics",
                        "strategy",
                        "params",
                        "base_params",
                        "provenance",
                        "identical_runs",
                        "verdict",
                        "verdict_note",
                        "assessment",
                        "assessment_missing");
        assertThat(first.at("/metrics/profit_factor_infinite").booleanValue()).isFalse();
        assertThat(first.at("/base_params/commission").doubleValue()).isEqualTo(0.0004);
        Set<String> named = new HashSet<>(first.get("params").propertyNames());
        named.addAll(first.get("base_params").propertyNames());
        assertThat(named).isEqualTo(Payloads.EVERY_PARAMETER);
        assertThat(first.at("/provenance/engine_version").stringValue()).isEqualTo("1");
    }

    @Test
    void before_the_first_refresh_there_is_nothing_to_serve() {
        assertThatThrownBy(() -> new LeaderboardResource(
                                snapshots, null, new MarketQuery(new KnownStrategies(new StrategyCatalog(null), null)))
                        .current(null))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(404))
                .hasMessage("No leaderboard snapshot available yet");
    }

    @Test
    void an_empty_ledger_gives_an_empty_leaderboard() {
        LeaderboardResult result = run(1, "{}");

        assertThat(result.strategies()).isEmpty();
        assertThat(result.stats()).isEqualTo(new WinnerStatistics(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void a_job_that_is_started_again_leaves_one_snapshot() {
        long first = run(1, "{}").snapshotId();

        assertThat(run(1, "{}").snapshotId()).isEqualTo(first);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void an_attempt_that_lost_its_job_leaves_no_snapshot() {
        RecordingJobContext job = new RecordingJobContext(1);
        job.stopAfterReports(2);

        assertThatThrownBy(() -> handler.run(read(object("{}"), LeaderboardRequest.class), job))
                .isInstanceOf(JobStoppedException.class);
        assertThat(count()).isZero();
    }

    @Test
    void old_snapshots_are_dropped() {
        LeaderboardRequest request = read(object("{}"), LeaderboardRequest.class);
        Leaderboard empty = new Leaderboard(new WinnerStatistics(0, 0, 0, 0, 0, 0, 0), List.of());
        for (int job = 1; job <= SnapshotStore.KEPT + 3; job++) {
            snapshots.save(job, request, job == 1, empty);
        }

        assertThat(count()).isEqualTo(SnapshotStore.KEPT + 1);
        assertThat(snapshots.lastAsked("rsi_bands")).contains(request);
    }

    @Test
    void a_schedule_repeats_the_leaderboard_that_was_asked_for_last() {
        store(GoldenDiscovery.all().findFirst().orElseThrow());
        fires(7, 8, 9);
        assertThat(run(7, "{}").strategies()).hasSize(25);
        run(1, "{\"sort_by\": \"win_rate\", \"top_n\": 3, \"symbol\": \"BTC/USD\", \"assess\": 0}");

        LeaderboardResult repeated = run(8, "{}");

        SnapshotSummary made = snapshots.summary(repeated.snapshotId()).orElseThrow();
        assertThat(List.of(made.sortBy(), made.topN(), made.symbol(), made.asked()))
                .containsExactly("win_rate", 3, "BTC/USD", false);
        assertThat(served()).isEqualTo(repeated.snapshotId());
    }

    @Test
    void what_a_schedule_makes_by_other_settings_does_not_take_the_place_of_what_was_asked_for() {
        store(GoldenDiscovery.all().findFirst().orElseThrow());
        fires(7, 8, 9);
        long scheduled = run(7, "{\"top_n\": 4}").snapshotId();
        assertThat(served()).isEqualTo(scheduled);

        long asked = run(1, "{\"sort_by\": \"sharpe_ratio\", \"top_n\": 100}").snapshotId();
        run(8, "{\"top_n\": 4}");
        assertThat(served()).isEqualTo(asked);

        long repeated = run(9, "{}").snapshotId();
        assertThat(served()).isEqualTo(repeated);
    }

    private static void fires(long... jobs) {
        DATABASE.empty("schedule_fire");
        for (long job : jobs) {
            DATABASE.database()
                    .update("insert into schedule_fire values ('s', now() + ? * interval '1 s', ?)", job, job);
        }
    }

    @Test
    void a_leaderboard_is_a_table_too() throws IOException {
        store(GoldenDiscovery.all().findFirst().orElseThrow());
        LeaderboardResult made = run(1, "{}");

        ArrowRows table = ArrowRows.read(WrittenTables.bytes(
                new LeaderboardResource(
                                snapshots, null, new MarketQuery(new KnownStrategies(new StrategyCatalog(null), null)))
                        .table(null),
                ColumnFormat.ARROW));

        assertThat(table.rows()).hasSameSizeAs(made.strategies());
        for (int k = 0; k < made.strategies().size(); k++) {
            LeaderboardEntry entry = made.strategies().get(k);
            assertThat(table.rows().get(k))
                    .containsEntry("rank", (long) entry.rank())
                    .containsEntry("params_hash", entry.paramsHash())
                    .containsEntry("metrics_total_return", entry.metrics().totalReturn())
                    .containsEntry("params_rsi_relation", entry.params().get("rsi_relation"))
                    .containsEntry("provenance_data_digest", entry.provenance().dataDigest());
        }
        assertThat(table.schema().toString()).contains("discovered_at: Timestamp(MICROSECOND, UTC)");
    }

    private long served() {
        return new LeaderboardResource(
                        snapshots, null, new MarketQuery(new KnownStrategies(new StrategyCatalog(null), null)))
                .current(null)
                .snapshotId();
    }

    private long count() {
        return DATABASE.database()
                .first("select count(*) from leaderboard_snapshot", row -> row.getLong(1))
                .orElseThrow();
    }

    private LeaderboardResult run(long jobId, String payload) {
        return handler.run(read(object(payload), LeaderboardRequest.class), new RecordingJobContext(jobId));
    }

    private void store(GoldenDiscovery golden) {
        RunSetup setup = new RunSetup(
                9,
                "bitstamp",
                (String) golden.base().get("symbol"),
                (String) golden.base().get("timeframe"),
                (String) golden.base().get("start_ts"),
                (String) golden.base().get("end_ts"),
                golden.base(),
                golden.gridValues(),
                "digest",
                "1");
        DATABASE.transactions().runInNew(() -> ledger.writer(setup, true).save(StoredRuns.anew(golden.runs())));
    }
}
