package dev.quarry.patterns;

import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.Golden;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.GoldenDiscovery;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.StoredRuns;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.tally.RunAnalysis;
import dev.quarry.platform.columns.ArrowRows;
import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.http.WrittenTables;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class PatternsRefreshHandlerIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final KnownStrategies STRATEGIES = new KnownStrategies(new StrategyCatalog(null), null);

    /** The database adds in no fixed order. */
    private static final RecursiveComparisonConfiguration CLOSE = RecursiveComparisonConfiguration.builder()
            .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
            .build();

    private final RunLedger ledger = new RunLedger(DATABASE.database());
    private final RunAnalysis analysis = new RunAnalysis(DATABASE.database());
    private final RuleStore rules = new RuleStore(DATABASE.database());
    private final PatternStore patterns = new PatternStore(DATABASE.database());
    private final PatternsRefreshHandler handler =
            new PatternsRefreshHandler(analysis, rules, patterns, DATABASE.transactions(), STRATEGIES);
    private final PatternsResource resource = new PatternsResource(rules, patterns, null, STRATEGIES);

    @BeforeEach
    void emptyStores() {
        DATABASE.empty(
                "backtest_run",
                "backtest_outcome",
                "backtest_setup",
                "strategy_rule",
                "strategy_pattern",
                "strategy_pattern_basis");
    }

    @Test
    void no_step_of_counting_twenty_thousand_discoveries_takes_a_second() throws Exception {
        DATABASE.database().update("""
                insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid,
                    data_digest, engine_version)
                select n, 'bitstamp', 'BTC/USD', '30m', '2024-01-01T00:00:00Z', '2024-01-31T23:59:59.999Z', '{}',
                    json_build_object('rsi_min', json_build_array(n, n + 1), 'stop_pct', json_build_array(1, 2)), 'digest', '1'
                from generate_series(1, 20000) n
                """);
        PatternsRequest request = read(
                object("{\"symbol\": \"BTC/USD\", \"start_ts\": \"2024-01-01\", \"end_ts\": \"2024-01-31\"}"),
                PatternsRequest.class);

        assertThat(PacedJob.longestStep(Duration.ofSeconds(1), job -> () -> handler.run(request, job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    @Test
    void rules_are_found_over_all_runs_and_listed_strongest_first() {
        GoldenDiscovery golden = golden();
        store(golden);
        PatternsResult result = run(new RecordingJobContext(1), "{}");

        List<StoredRule> listed = resource.list(null, "0.3").rules();
        assertThat(listed)
                .hasSize(result.discovered())
                .extracting(r -> r.rule().confidence())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(listed)
                .extracting(StoredRule::rule)
                .usingRecursiveFieldByFieldElementComparator(CLOSE)
                .containsExactlyElementsOf(
                        new RuleFinder(new RuleThresholds(0.3, 10)).find(GoldenDiscovery.tallies(golden.runs())));
        assertThat(resource.list(null, "0.7").rules()).isNotEmpty().hasSizeLessThan(listed.size());
        JsonNode json = Json.MAPPER.valueToTree(listed.get(0));
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "rule_id",
                        "parameter",
                        "condition",
                        "occurrence_pct",
                        "avg_return_with",
                        "avg_return_without",
                        "confidence",
                        "description",
                        "discovered_at",
                        "winners_with",
                        "losers_with",
                        "winners_without",
                        "losers_without",
                        "base_rate",
                        "win_rate_with",
                        "win_rate_without",
                        "lift",
                        "outcomes_with",
                        "outcomes_without",
                        "p_value",
                        "q_value");
        assertThat(resource.list(null, null).basis().basis().winners()).isEqualTo(result.winners());
        assertThat(result.replaced()).isTrue();
    }

    @Test
    void rules_and_patterns_are_tables_too() throws IOException {
        store(golden());
        run(new RecordingJobContext(1), "{}");

        List<StoredRule> rules = resource.list(null, "0.3").rules();
        List<Map<String, Object>> table = rows(resource.table(null, "0.3"));
        assertThat(table).hasSameSizeAs(rules).isNotEmpty();
        for (int k = 0; k < rules.size(); k++) {
            assertThat(table.get(k))
                    .containsEntry("parameter", rules.get(k).rule().parameter())
                    .containsEntry("confidence", rules.get(k).rule().confidence())
                    .containsEntry(
                            "lift",
                            Json.MAPPER
                                    .<JsonNode>valueToTree(rules.get(k))
                                    .get("lift")
                                    .asDouble());
        }
        assertThat(rows(resource.valueTable(null, null, null)))
                .hasSameSizeAs(resource.values(null, null, null).values())
                .isNotEmpty();
        assertThat(rows(resource.rangeTable(null, null, null)))
                .hasSameSizeAs(resource.ranges(null, null, null).ranges())
                .isNotEmpty();
        assertThat(rows(resource.pairTable(null, null, null, null, null)))
                .hasSameSizeAs(resource.pairs(null, null, null, null, null).pairs())
                .isNotEmpty();
    }

    private static List<Map<String, Object>> rows(TableAnswer table) throws IOException {
        return ArrowRows.read(WrittenTables.bytes(table, ColumnFormat.ARROW)).rows();
    }

    @Test
    void values_ranges_and_pairs_are_listed_as_they_were_found() {
        GoldenDiscovery golden = golden();
        store(golden);
        run(new RecordingJobContext(1), "{}");

        PatternFinder finder = new PatternFinder(GoldenDiscovery.tallies(golden.runs()), () -> {});
        List<JsonNode> values = json(resource.values(null, "stop_pct", null))
                .get("values")
                .valueStream()
                .toList();
        assertThat(values)
                .hasSize(2)
                .allMatch(value -> value.get("parameter").stringValue().equals("stop_pct"));
        assertThat(json(resource.values(null, null, null)).get("values"))
                .hasSize(finder.values().size());
        assertThat(json(resource.ranges(null, "rsi_min", null)).get("ranges")).hasSize(3);
        assertThat(json(resource.ranges(null, "exit_level", null)).get("ranges"))
                .isEmpty();

        List<JsonNode> pairs = json(resource.pairs(null, null, null, null, "1000"))
                .get("pairs")
                .valueStream()
                .toList();
        assertThat(pairs).hasSize(finder.pairs().size());
        assertThat(pairs)
                .extracting(pair -> pair.get("avg_return").doubleValue())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(json(resource.pairs(null, null, null, "p_value", "50"))
                        .get("pairs")
                        .valueStream())
                .extracting(pair -> pair.get("p_value").doubleValue())
                .isSorted()
                .hasSize(50);
        assertThat(json(resource.pairs(null, "stop_pct", "rsi_min", null, null)).get("pairs"))
                .hasSize(6);
    }

    @Test
    void wrong_queries_for_patterns_are_refused_by_name() {
        assertThatThrownBy(() -> resource.pairs(null, null, null, "luck", null))
                .hasMessageStartingWith("sort must be one of");
        assertThatThrownBy(() -> resource.pairs(null, null, null, null, "0")).hasMessageStartingWith("limit must be");
        assertThatThrownBy(() -> resource.values(null, "a".repeat(101), null))
                .hasMessageStartingWith("parameter must have");
        assertThatThrownBy(() -> resource.ranges(null, "a\u0000", null)).hasMessageStartingWith("parameter must not");
    }

    @Test
    void a_refresh_can_look_at_one_market_only() {
        store(golden());

        assertThat(run(new RecordingJobContext(1), "{\"symbol\": \"BTCUSD\"}").winners())
                .isEqualTo(205);
        assertThat(resource.list(null, null).basis().basis().symbol()).isEqualTo("BTCUSD");
        PatternsResult none = run(new RecordingJobContext(2), "{\"symbol\": \"ETHUSD\"}");
        assertThat(none.winners()).isZero();
        assertThat(none.replaced()).isFalse();
    }

    private static JsonNode json(Object answer) {
        return Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(answer));
    }

    @Test
    void a_refresh_with_too_few_winners_keeps_the_old_rules_and_says_so() {
        store(golden());
        run(new RecordingJobContext(1), "{}");
        List<StoredRule> before = rules.strongest("rsi_bands", 0);
        DATABASE.empty("backtest_run", "backtest_outcome");
        RecordingJobContext job = new RecordingJobContext(2);

        assertThat(run(job, "{}").discovered()).isZero();
        assertThat(rules.strongest("rsi_bands", 0)).isEqualTo(before).isNotEmpty();
        assertThat(resource.pairs(null, null, null, null, null).pairs()).isNotEmpty();
        assertThat(job.warnings()).containsExactly("Only 0 winning runs, rules need at least 10: the old rules stay");
    }

    @Test
    void an_attempt_that_lost_its_job_leaves_the_old_rules() {
        store(golden());
        run(new RecordingJobContext(1), "{}");
        long before = rules.count("rsi_bands");
        RecordingJobContext job = new RecordingJobContext(2);
        job.stopAfterReports(2);

        assertThatThrownBy(() -> run(job, "{\"min_confidence\": 0.99}")).isInstanceOf(JobStoppedException.class);
        assertThat(rules.count("rsi_bands")).isEqualTo(before).isPositive();
    }

    @Test
    void readers_see_the_old_set_until_the_new_one_is_whole() {
        store(golden());
        run(new RecordingJobContext(1), "{}");
        List<StoredRule> before = rules.strongest("rsi_bands", 0);

        DATABASE.transactions().runInNew(() -> {
            rules.replaceAll("rsi_bands", List.of());
            assertThat(readElsewhere()).isEqualTo(before);
        });
        assertThat(rules.count("rsi_bands")).isZero();
    }

    private List<StoredRule> readElsewhere() {
        return CompletableFuture.supplyAsync(() -> rules.strongest("rsi_bands", 0))
                .join();
    }

    @Test
    void a_confidence_out_of_range_is_refused() {
        for (String wrong : List.of("-0.1", "1.01", "NaN", "high")) {
            assertThatThrownBy(() -> resource.list(null, wrong))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("min_confidence must be");
        }
    }

    @Test
    void statistics_of_discoveries_are_the_references() {
        GoldenDiscovery golden = golden();
        store(golden);

        JsonNode stats = Json.MAPPER
                .valueToTree(new DiscoveryStatsResource(analysis, rules, STRATEGIES).stats(null))
                .get("stats");
        Map<String, Object> expected = Golden.object(golden.analysis(), "database_statistics_before_rules");
        assertThat(stats.propertyNames()).containsExactlyElementsOf(expected.keySet());
        expected.forEach(
                (name, value) -> Golden.assertClose(name, stats.get(name).doubleValue(), value));
    }

    private PatternsResult run(RecordingJobContext job, String payload) {
        return handler.run(read(object(payload), PatternsRequest.class), job);
    }

    private static GoldenDiscovery golden() {
        return GoldenDiscovery.all().findFirst().orElseThrow();
    }

    private void store(GoldenDiscovery golden) {
        RunSetup setup = new RunSetup(
                9,
                "bitstamp",
                "BTCUSD",
                "30m",
                "2014-01-01",
                "2014-07-15",
                Map.of(),
                golden.gridValues(),
                "digest",
                "1");
        DATABASE.transactions().runInNew(() -> ledger.writer(setup, true).save(StoredRuns.anew(golden.runs())));
    }
}
