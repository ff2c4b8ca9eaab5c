package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.reference.ReferenceTables;
import dev.quarry.server.Api;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The steps of {@code docs/migration.md}: the distribution, started in the database and with the variables of the reference. */
class ReferenceMigrationIT {
    private static final String MARKET = """
            "exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
            "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-03-01T00:00:00Z"
            """;

    @Test
    void quarry_starts_beside_the_reference_takes_over_what_it_has_and_works_in_a_schema_of_its_own() throws Exception {
        Path directory = QuarryProcess.emptyDirectory("migration");
        try (PostgresProcess postgres = PostgresProcess.start(Files.createDirectory(directory.resolve("postgres")));
                Connection connection = DriverManager.getConnection(postgres.jdbcUrl())) {
            ReferenceTables.create(connection)
                    .candles("bitstamp", "BTC/USD", "30m", 1_800_000, 100)
                    .run("00000000000000aa", "{\"rsi_min\": 70}", 3.0, 1.5, 12, 1)
                    .rule("rsi_min", "68-72", 0.7);
            List<String> before = contents(connection);
            Map<String, String> settings = new HashMap<>(Map.of(
                    "DATABASE_URL", postgres.jdbcUrl(),
                    "RUN_WORKER", "1",
                    "REDIS_URL", "redis://ann:s3cret@cache",
                    "PORT", "1",
                    "QUARRY_HEALTH_REFERENCE", "true"));

            Path data = directory.resolve("data");
            try (QuarryProcess server = QuarryProcess.serveWith(data, settings).awaitReady()) {
                assertThat(server.output())
                        .contains("Quarry's tables are in its schema quarry")
                        .contains("RUN_WORKER, a setting of the reference, is not read: set QUARRY_ROLE")
                        .contains("REDIS_URL, a setting of the reference")
                        .doesNotContain("PORT, a setting")
                        .doesNotContain("s3cret");
                assertThat(data.resolve("log/quarry.0.log"))
                        .content()
                        .contains("RUN_WORKER, a setting of the reference");
                assertThat(server.get("health").body()).isEqualTo("{\"status\":\"ok\"}");

                assertThat(imported(data, settings, "--dry-run"))
                        .contains("dry run", "100 read, 99 taken over", "1 read, 1 taken over");
                assertThat(imported(data, settings)).contains("Done", "100 read, 99 taken over, 0 already there");
                assertThat(imported(data, settings)).contains("100 read, 0 taken over, 99 already there");

                Api api = new Api(server.base());
                assertThat(api.get("/v1/prices/coverage")
                                .body()
                                .at("/coverage/0/rows")
                                .asInt())
                        .isEqualTo(99);
                assertThat(api.get("/v1/patterns")
                                .body()
                                .at("/rules/0/condition")
                                .asString())
                        .isEqualTo("68-72");
                JsonNode listed = api.get("/v1/discovery/runs?winners=true").body();
                assertThat(listed.toString()).contains("00000000000000aa");
                everyKindOfWork(api);
                assertThat(server.stop()).isZero();
            }

            assertThat(contents(connection)).isEqualTo(before);
            try (QuarryProcess again = QuarryProcess.serveWith(data, settings).awaitReady()) {
                assertThat(new Api(again.base())
                                .get("/v1/prices/coverage")
                                .body()
                                .at("/coverage"))
                        .hasSize(2);
            }
        }
    }

    /** Each way in which tables are named: statements, COPY, entities, triggers, temporary tables. */
    private static void everyKindOfWork(Api api) {
        api.await(api.enqueue("/v1/prices/ingest", "{" + MARKET + "}"), "succeeded");
        JsonNode discovery = api.await(
                api.enqueue("/v1/discover", "{" + MARKET + ", \"grid\": \"QUICK\", \"max_combinations\": 500}"),
                "succeeded");
        assertThat(discovery.at("/result/summary/new_tested").asInt()).isEqualTo(500);
        api.await(api.enqueue("/v1/leaderboard/refresh", "{}"), "succeeded");
        api.await(api.enqueue("/v1/patterns/refresh", "{}"), "succeeded");
        for (String path : List.of(
                "/v1/leaderboard",
                "/v1/discovery/stats",
                "/v1/jobs",
                "/v1/jobs/counts",
                "/v1/queues",
                "/v1/schedules",
                "/v1/workers",
                "/v1/operations/activity",
                "/v1/prices/watchlist",
                "/v1/metrics")) {
            assertThat(api.get(path).status()).as(path).isEqualTo(200);
        }
    }

    private static String imported(Path data, Map<String, String> settings, String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-jar",
                QuarryProcess.packagedHome().resolve("quarry.jar").toString(),
                "import-reference"));
        line.addAll(List.of(options));
        try (QuarryProcess command = QuarryProcess.start(line, data, 0, settings)) {
            assertThat(command.awaitExit())
                    .as(command.output() + command.errors())
                    .isZero();
            return command.output();
        }
    }

    private static List<String> contents(Connection connection) throws Exception {
        List<String> contents = new ArrayList<>();
        try (ResultSet tables = connection
                .createStatement()
                .executeQuery("select relname from pg_class where relnamespace = 'public'::regnamespace order by 1")) {
            while (tables.next()) {
                contents.add(tables.getString(1));
            }
        }
        for (String table : List.of("jobs", "ohlcv_cache", "backtest_runs", "discovered_rules")) {
            try (ResultSet rows =
                    connection.createStatement().executeQuery("select t::text from " + table + " t order by 1")) {
                while (rows.next()) {
                    contents.add(rows.getString(1));
                }
            }
        }
        return contents;
    }
}
