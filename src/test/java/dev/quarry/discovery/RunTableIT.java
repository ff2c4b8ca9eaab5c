package dev.quarry.discovery;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.SampleBars;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.RunHash;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.ledger.query.RunStream;
import dev.quarry.platform.columns.ArrowRows;
import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.http.WrittenTables;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.SweepThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The runs of two searches as tables, against the pages of the same runs. */
class RunTableIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long JOB = 7;

    private static final String GRID = """
            {"param_grid": {"rsi_min": [52, 58.5], "use_trailing": [true, false], "exit_level": ["mid", "lower"]},
             "win_criteria": {"min_trades": 1, "min_total_return": -5, "max_drawdown": 60, "min_profit_factor": 0}}
            """;

    private static final String OTHER_GRID = """
            {"base_params": {"rsi_min": 61, "exit_level": "mid"}, "param_grid": {"bb_len": [20, 22, 24]}}
            """;

    private final AssessmentStore assessments = new AssessmentStore(DATABASE.database());
    private final KnownStrategies strategies = new KnownStrategies(new StrategyCatalog(null), DATABASE.database());
    private final RunsResource runs = new RunsResource(
            new RunSearch(DATABASE.database()), assessments, strategies, new RunStream(DATABASE.database()));

    @BeforeAll
    static void search() {
        long job = JOB;
        for (String grid : List.of(GRID, OTHER_GRID)) {
            TestDiscovery.handler(DATABASE, new FixedPrices(SampleBars.bars()), SweepThreads.ONE, 100_000, 50)
                    .run(read(market(grid), DiscoverRequest.class), new RecordingJobContext(job++));
        }
    }

    private ArrowRows arrow(String query) throws IOException {
        return ArrowRows.read(
                WrittenTables.bytes(runs.table(WrittenTables.uri("/discovery/runs" + query)), ColumnFormat.ARROW));
    }

    private JsonNode page(String query) {
        return Json.MAPPER.valueToTree(runs.list(WrittenTables.uri("/discovery/runs" + query)));
    }

    @Test
    void a_table_has_what_the_pages_have_of_every_run_and_in_the_same_order_where_one_is_named() throws IOException {
        JsonNode expected = page("?sort=sharpe_ratio&limit=100").get("runs");

        ArrowRows table = arrow("?sort=sharpe_ratio");

        assertThat(table.rows()).hasSize(11).hasSameSizeAs(expected);
        for (int k = 0; k < expected.size(); k++) {
            assertSame(table.rows().get(k), expected.get(k));
        }
        assertThat(arrow("").rows()).containsExactlyInAnyOrderElementsOf(table.rows());
        assertThat(arrow("?sort=sharpe_ratio&limit=3").rows())
                .isEqualTo(table.rows().subList(0, 3));
    }

    private static void assertSame(Map<String, Object> row, JsonNode run) {
        assertThat(row.get("params_hash")).isEqualTo(run.get("params_hash").asString());
        assertThat(row.get("job_id")).isEqualTo(run.get("job_id").asLong());
        assertThat(row.get("strategy")).isEqualTo(run.at("/strategy/name").asString());
        for (String name : List.of("exchange", "symbol", "timeframe")) {
            assertThat(row.get(name)).isEqualTo(run.get("market").get(name).asString());
        }
        assertThat(row.get("start_ts")).isEqualTo(micros("2014-01-01T00:00:00Z"));
        assertThat(row.get("grid_index")).isEqualTo(run.get("grid_index").asLong());
        run.get("params").properties().forEach(parameter -> {
            Object value = row.get("param_" + parameter.getKey());
            JsonNode json = parameter.getValue();
            assertThat(value)
                    .as(parameter.getKey())
                    .isEqualTo(
                            json.isString()
                                    ? json.asString()
                                    : json.isBoolean()
                                            ? (Object) json.asBoolean()
                                            : value instanceof Long ? (Object) json.asLong() : json.asDouble());
        });
        run.get("metrics").properties().forEach(metric -> {
            String name = metric.getKey();
            if (name.equals("num_trades")) {
                assertThat(row.get(name)).isEqualTo(metric.getValue().asLong());
            } else if (name.equals("profit_factor")
                    && run.at("/metrics/profit_factor_infinite").asBoolean()) {
                assertThat(row.get(name)).isEqualTo(Double.POSITIVE_INFINITY);
            } else if (!name.equals("profit_factor_infinite")) {
                assertThat(row.get(name))
                        .isEqualTo(
                                metric.getValue().isNull()
                                        ? null
                                        : metric.getValue().asDouble());
            }
        });
        assertThat(row.get("winner")).isEqualTo(run.get("winner").asBoolean());
        // Pages tell no fractions of a second.
        assertThat((long) row.get("tested_at") / 1_000_000 * 1_000_000)
                .isEqualTo(micros(run.get("tested_at").asString()));
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(
                Instant.EPOCH, OffsetDateTime.parse(time).toInstant());
    }

    @Test
    void parameters_are_columns_of_their_types_and_one_that_did_not_vary_in_a_search_has_its_value_there()
            throws IOException {
        ArrowRows table = arrow("?sort=tested_at&order=asc");

        assertThat(table.schema().toString())
                .contains("param_rsi_min: FloatingPoint(DOUBLE), param_use_trailing: Bool,"
                        + " param_exit_level: Int(32, true)[dictionary: 11], param_bb_len: Int(64, true),")
                .contains("start_ts: Timestamp(MICROSECOND, UTC)");
        Map<String, Object> last = table.rows().get(10);
        assertThat(last)
                .containsEntry("job_id", JOB + 1)
                .containsEntry("param_rsi_min", 61.0)
                .containsEntry("param_exit_level", "mid");
        assertThat(table.rows()).allSatisfy(row -> assertThat(row).doesNotContainValue(-1L));
    }

    @Test
    void the_metadata_says_where_it_comes_from() throws IOException {
        Map<String, String> told = arrow("?job_id=7&winners=true").schema().getCustomMetadata();

        assertThat(told)
                .containsEntry("quarry.table", "runs")
                .containsEntry("quarry.query", "job_id=7&winners=true")
                .containsEntry("quarry.strategy", "rsi_bands")
                .hasEntrySatisfying("quarry.data_digest", digest -> assertThat(digest)
                        .isEqualTo(DATABASE.database()
                                .first(
                                        "select data_digest from backtest_setup where job_id = 7",
                                        row -> row.getString(1))
                                .orElseThrow()))
                .containsKey("quarry.engine_version");
    }

    @Test
    void a_verdict_stands_beside_its_run() throws IOException {
        Map<String, Object> run = arrow("?job_id=7").rows().get(0);
        String hash = (String) run.get("params_hash");
        assertThat(run).containsEntry("verdict", null);
        assessments.save(
                RunHash.of(hash),
                new AssessmentStore.Basis((String) run.get("data_digest"), (String) run.get("engine_version"), 1),
                Json.MAPPER.readTree("{\"verdict\": {\"outcome\": \"likely_luck\", \"sentence\": \"s\"}}"));

        Map<String, Object> verdicts = new HashMap<>();
        arrow("?job_id=7").rows().forEach(row -> verdicts.put((String) row.get("params_hash"), row.get("verdict")));

        assertThat(verdicts).hasSize(8).containsEntry(hash, "likely_luck");
        assertThat(verdicts.values()).filteredOn(verdict -> verdict == null).hasSize(7);
        DATABASE.empty("leaderboard_assessment");
    }

    @Test
    void as_comma_separated_values_it_begins_with_the_names_and_has_a_line_for_each_run() throws IOException {
        String csv = new String(
                WrittenTables.bytes(
                        runs.table(WrittenTables.uri("/discovery/runs?job_id=7&format=csv")), ColumnFormat.CSV),
                StandardCharsets.UTF_8);

        assertThat(csv.lines()).hasSize(9);
        assertThat(csv)
                .startsWith("params_hash,job_id,strategy,exchange,symbol,timeframe,start_ts,end_ts,grid_index,"
                        + "param_rsi_min,param_use_trailing,param_exit_level,total_return,");
        assertThat(csv.lines().skip(1))
                .allSatisfy(line -> assertThat(line).contains(",7,rsi_bands,").contains(",2014-01-01T00:00:00Z,"));
    }

    @Test
    void no_runs_are_a_table_without_rows() throws IOException {
        assertThat(arrow("?job_id=99").rows()).isEmpty();
        assertThat(arrow("?job_id=7&min_total_return=1000000").rows()).isEmpty();
    }

    @Test
    void what_a_table_cannot_have_is_refused_by_name() {
        assertThatThrownBy(() -> arrow("?cursor=x&limit=0&colour=red"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cursor is of pages; a table has every run")
                .hasMessageContaining("limit must be between 1 and")
                .hasMessageContaining("colour is unknown");
    }
}
