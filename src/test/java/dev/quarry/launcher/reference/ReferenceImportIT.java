package dev.quarry.launcher.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.leaderboard.SnapshotStore;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.ledger.tally.RunAnalysis;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.StoredSeries;
import dev.quarry.patterns.RuleStore;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.MarketWindow;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the import makes of a database of the reference, read by Quarry's own stores. */
class ReferenceImportIT {

    private static final long HALF_HOUR = 1_800_000;
    private static final Series BTC = new Series("bitstamp", "BTC/USD", Timeframe.M30);
    private static final MarketWindow JANUARY =
            new MarketWindow("bitstamp", "BTC/USD", "30m", "2024-01-01T00:00:00+00:00", "2024-01-31T23:30:00+00:00");

    private TestDatabase quarry;
    private TestDatabase reference;
    private Connection there;
    private ReferenceTables tables;

    @BeforeEach
    void aDatabaseOfEach() throws SQLException {
        quarry = new TestDatabase().open();
        reference = new TestDatabase().openEmpty();
        there = DriverManager.getConnection(reference.jdbcUrl());
        tables = ReferenceTables.create(there);
    }

    @AfterEach
    void drop() throws SQLException {
        there.close();
        reference.close();
        quarry.close();
    }

    @Test
    void candles_are_those_that_were_there_but_for_the_last_bar_which_may_be_half_a_one() throws SQLException {
        tables.candles("Bitstamp", " BTC/USD", "30m", HALF_HOUR, 100);

        Taken candles = take().get("candles");

        assertThat(candles.read()).isEqualTo(100);
        assertThat(candles.added()).isEqualTo(99);
        assertThat(candles.leftOut()).hasSize(1).containsValue(1L);
        StoredSeries series = new SeriesStore(quarry.database()).find(BTC).orElseThrow();
        assertThat(series.bars()).isEqualTo(99);
        assertThat(series.firstOpen().toInstant().toEpochMilli()).isEqualTo(ReferenceTables.START);
        assertThat(series.lastOpen().toInstant().toEpochMilli()).isEqualTo(ReferenceTables.START + 98 * HALF_HOUR);
        Bars bars = new CandleStore(quarry.database())
                .load(series.id(), Timeframe.M30, 0, ReferenceTables.START + 365 * 86_400_000L);
        assertThat(bars.size()).isEqualTo(99);
        assertThat(bars.close()[7]).isEqualTo(100 + 7 / 3.0 + 0.5);
    }

    @Test
    void bars_that_are_none_are_left_out_by_their_reason_and_the_rest_is_taken_over() throws SQLException {
        tables.candles("bitstamp", "BTC/USD", "30m", HALF_HOUR, 5);
        long next = ReferenceTables.START + 5 * HALF_HOUR;
        tables.candle("bitstamp", "BTC/USD", "30m", next, 1.0, 0.5, 0.4, 0.9, 1.0);
        tables.candle("bitstamp", "BTC/USD", "30m", next + HALF_HOUR, 1.0, Double.NaN, 0.4, 0.9, 1.0);
        tables.candle("bitstamp", "BTC/USD", "30m", next + 2 * HALF_HOUR, 1.0, 2.0, null, 1.0, 1.0);
        tables.candle("bitstamp", "BTC/USD", "30m", next + 2 * HALF_HOUR + 1, 1.0, 2.0, 0.5, 1.0, 1.0);
        tables.candle("bitstamp", "BTC/USD", "30m", next + 3 * HALF_HOUR, 1.0, 2.0, 0.5, 1.0, -1.0);
        tables.candle("bitstamp", "BTC/USD", "30m", next + 4 * HALF_HOUR, 1.0, 2.0, 0.5, 1.0, 1.0);
        tables.candles("bitstamp", "BTC/USD", "1M", HALF_HOUR, 2);

        Taken candles = take().get("candles");

        assertThat(candles.added()).isEqualTo(5);
        assertThat(candles.present()).isZero();
        assertThat(candles.leftOut())
                .hasSize(6)
                .containsEntry("a price or the time is missing or not a finite number", 2L);
        assertThat(candles.toString()).contains("5 taken over", "the high is below", "1M");
    }

    @Test
    void what_quarry_has_is_left_as_it_is_and_a_second_time_adds_nothing() throws SQLException {
        tables.candles("bitstamp", "BTC/USD", "30m", HALF_HOUR, 10)
                .run("00000000000000aa", "{\"rsi_min\": 70}", 3.0, 1.5, 12, 1)
                .snapshot("2024-02-01T00:00:00+00:00", snapshot("00000000000000aa"))
                .rule("rsi_min", "68-72", 0.7);
        take();
        quarry.database().update("update candle set close = 1 where open_time = '2024-01-01T00:30:00Z'");
        quarry.database().update("update strategy_rule set confidence = 0.1");
        Map<String, Long> before = counts();

        List<Taken> again = List.copyOf(take().values());

        assertThat(again).allMatch(taken -> taken.added() == 0);
        assertThat(again).extracting(Taken::present).containsExactly(9L, 1L, 1L, 1L);
        assertThat(counts()).isEqualTo(before);
        assertThat(quarry.database().query("select confidence from strategy_rule", row -> row.getDouble(1)))
                .containsExactly(0.1);
    }

    @Test
    void a_run_keeps_its_hash_its_parameters_and_its_figures_and_can_be_found() throws SQLException {
        tables.candles("bitstamp", "BTC/USD", "30m", HALF_HOUR, 3)
                .run(
                        "8000000000000001",
                        "{\"rsi_min\": 70, \"bb_std\": 2.0, \"entry_band_mode\": \"KC\"}",
                        3.5,
                        999.0,
                        12,
                        1)
                .run(
                        "8000000000000002",
                        "{\"rsi_min\": 72, \"bb_std\": 1.8, \"entry_band_mode\": \"KC\"}",
                        -1.0,
                        0.5,
                        12,
                        0)
                .run(
                        "8000000000000003",
                        "{\"rsi_min\": 72, \"bb_std\": 2.0, \"entry_band_mode\": \"BB\"}",
                        -2.0,
                        0.0,
                        12,
                        0)
                .run("0000000000000004", "{\"use_stop\": false, \"trail_pct\": null}", 1.0, 1.1, 12, 1)
                .run("0000000000000005", "{}", 1.5, 1.1, 12, 1);

        Taken runs = take().get("runs");

        assertThat(runs.added()).isEqualTo(5);
        FoundRun found = find("8000000000000001");
        assertThat(found.run().combination())
                .containsExactly(
                        Map.entry("rsi_min", 70), Map.entry("bb_std", 2.0), Map.entry("entry_band_mode", "KC"));
        assertThat(found.run().statistics().totalReturn()).isEqualTo(3.5);
        assertThat(found.run().statistics().profitFactor()).isInfinite();
        assertThat(found.run().statistics().calmarRatio()).isEqualTo(0.1 + 0.2);
        assertThat(found.run().statistics().sortinoRatio()).isEqualTo(-2.9e15);
        assertThat(found.run().winner()).isTrue();
        assertThat(found.setup().exchange()).isEqualTo("bitstamp");
        assertThat(found.setup().startTs()).isEqualTo("2024-01-01T00:00:00+00:00");
        assertThat(found.setup().engineVersion()).isEqualTo("reference");
        assertThat(found.testedAt().toInstant()).hasToString("2024-02-01T12:00:00.123456Z");
        assertThat(find("8000000000000002").run().combination())
                .containsEntry("rsi_min", 72)
                .containsEntry("bb_std", 1.8);
        assertThat(find("8000000000000003").run().combination()).containsEntry("entry_band_mode", "BB");
        assertThat(find("0000000000000004").run().combination())
                .containsEntry("use_stop", false)
                .containsKey("trail_pct");
        assertThat(find("0000000000000005").run().combination()).isEmpty();
        assertThat(new RunAnalysis(quarry.database()).totals(MarketFilter.ANY).runs())
                .isEqualTo(5);
        assertThat(new TrialLedger(quarry.database()).distinct(JANUARY, "")).isEqualTo(5);
    }

    @Test
    void an_end_that_is_a_date_stays_the_midnight_that_was_tested() throws SQLException {
        tables.run("00000000000000a1", "{\"rsi_min\": 70}", 3.0, 1.5, 12, 1);
        there.createStatement().execute("update backtest_runs set end_date = '2024-01-31'");

        take();

        assertThat(find("00000000000000a1").setup().window().end().toInstant()).hasToString("2024-01-31T00:00:00Z");
    }

    @Test
    void more_runs_of_a_grid_that_are_there_the_next_time_join_the_others() throws SQLException {
        tables.run("00000000000000a1", "{\"rsi_min\": 70}", 3.0, 1.5, 12, 1);
        take();
        tables.run("00000000000000a2", "{\"rsi_min\": 65}", 4.0, 1.5, 12, 1);

        Taken runs = take().get("runs");

        assertThat(runs.added()).isEqualTo(1);
        assertThat(runs.present()).isEqualTo(1);
        assertThat(find("00000000000000a1").run().combination()).containsEntry("rsi_min", 70);
        assertThat(find("00000000000000a2").run().combination()).containsEntry("rsi_min", 65);
        assertThat(find("00000000000000a2").setup().exchange()).isEqualTo("unknown");
    }

    @Test
    void runs_whose_values_make_no_grid_that_can_be_numbered_have_one_each() throws SQLException {
        for (int i = 0; i < 40; i++) {
            StringBuilder params = new StringBuilder();
            for (int k = 0; k < 14; k++) {
                params.append(k == 0 ? "{" : ", ")
                        .append("\"p")
                        .append(k)
                        .append("\": ")
                        .append(i * 100 + k);
            }
            tables.run("0000000000000f" + HexFormat.of().toHexDigits((byte) i), params + "}", i, 1.5, 12, 1);
        }

        assertThat(take().get("runs").added()).isEqualTo(40);
        assertThat(find("0000000000000f03").run().combination()).hasSize(14).containsEntry("p13", 313);
    }

    @Test
    void runs_that_are_none_are_left_out_by_their_reason() throws SQLException {
        tables.run("xyz", "{}", 1, 1.0, 1, 1)
                .run("00000000000000b1", "{\"rsi_min\": NaN}", 1, 1.0, 1, 1)
                .run("00000000000000b2", "[1]", 1, 1.0, 1, 1)
                .run("00000000000000b3", "{}", "BTC/USD", "7m", "2024-01-01", 1, 1.0, 1, 1)
                .run("00000000000000b4", "{}", "BTC/USD", "1h", "last year", 1, 1.0, 1, 1)
                .run("00000000000000b5", "{}", "BTC/USD", "1h", "2025-01-01", 1, 1.0, 1, 1)
                .run("00000000000000b6", "{}", "BTC/USD", "1H", "2024-01-01", Double.NaN, null, 1, 1);

        Taken runs = take().get("runs");

        assertThat(runs.added()).isEqualTo(1);
        assertThat(runs.leftOut())
                .containsEntry("the parameters are no JSON object", 2L)
                .containsEntry("the range is none of two times", 2L)
                .hasSize(4);
        assertThat(find("00000000000000b6").setup().timeframe()).isEqualTo("1h");
        assertThat(find("00000000000000b6").run().statistics().totalReturn()).isNaN();
    }

    /** The sketch of trials is made in SQL here and in Java there. */
    @Test
    void many_trials_are_counted_as_quarry_counts_them() throws SQLException {
        there.createStatement().execute("""
                insert into backtest_runs (params_hash, params_json, symbol, timeframe, start_date, end_date, num_trades)
                select left(encode(sha256(i::text::bytea), 'hex'), 16), json_build_object('rsi_min', i), 'BTC/USD', '30m',
                    '2024-01-01T00:00:00+00:00', '2024-01-31T23:30:00+00:00', 1
                from generate_series(1, 20000) i
                """);
        TrialLedger trials = new TrialLedger(quarry.database());
        long[] others =
                LongStream.range(0, 500).map(i -> i * 0x9E3779B97F4A7C15L).toArray();
        quarry.transactions().runInNew(() -> trials.record(JANUARY, "", others));
        tables.candles("bitstamp", "BTC/USD", "30m", HALF_HOUR, 2);

        assertThat(take().get("runs").added()).isEqualTo(20_000);

        long counted = trials.distinct(JANUARY, "");
        assertThat(counted).isBetween(20_000L, 21_000L);
        long[] all =
                reference.database().query("select params_hash from backtest_runs", row -> row.getString(1)).stream()
                        .mapToLong(HexFormat::fromHexDigitsToLong)
                        .toArray();
        MarketWindow again =
                new MarketWindow("bitstamp", "BTC/USD", "30m", "2024-01-01T00:00:00Z", "2024-01-31T23:30:01Z");
        quarry.transactions().runInNew(() -> trials.record(again, "", others));
        quarry.transactions().runInNew(() -> trials.record(again, "", all));
        assertThat(counted).isEqualTo(trials.distinct(again, ""));
    }

    @Test
    void no_search_takes_these_runs_for_its_own() throws SQLException {
        tables.run("00000000000000a1", "{\"rsi_min\": 70}", 3.0, 1.5, 12, 1);
        take();

        assertThat(new RunLedger(quarry.database())
                        .known(new long[] {0xa1})
                        .get(0xa1L)
                        .isCurrent("any", "1"))
                .isFalse();
    }

    @Test
    void snapshots_are_listed_and_shown_also_with_figures_that_are_no_json() throws SQLException {
        tables.candles("bitstamp", "BTC/USD", "30m", HALF_HOUR, 3)
                .run("00000000000000aa", "{\"rsi_min\": 70}", 3.0, 1.5, 12, 1)
                .snapshot("2024-01-31T00:00:00+00:00", "no json")
                .snapshot("2024-02-01T00:00:00+00:00", snapshot("00000000000000aa"))
                .snapshot("2024-02-02T00:00:00+00:00", snapshot("gone").replace("1.25", "NaN"));

        Taken snapshots = take().get("snapshots");

        assertThat(snapshots.added()).isEqualTo(2);
        assertThat(snapshots.leftOut()).containsEntry("the payload is no leaderboard in JSON", 1L);
        SnapshotStore store = new SnapshotStore(quarry.database());
        var page = store.page(null, null, 10).snapshots();
        assertThat(page).hasSize(2);
        assertThat(page.get(1).sortBy()).isEqualTo("sharpe_ratio");
        assertThat(page.get(1).totalWinners()).isEqualTo(17);
        JsonNode newest =
                Json.MAPPER.readTree(store.find(page.get(0).id()).orElseThrow().payload());
        assertThat(newest.at("/strategies/0/metrics/sharpe_ratio").isNull()).isTrue();
        JsonNode older =
                Json.MAPPER.readTree(store.find(page.get(1).id()).orElseThrow().payload());
        assertThat(older.at("/strategies/0/params/rsi_min").asInt()).isEqualTo(70);
        assertThat(older.at("/strategies/0/provenance/exchange").asString()).isEqualTo("bitstamp");
        assertThat(older.at("/strategies/0/discovered_at").asString()).isEqualTo("2024-02-01T12:00:00+00:00");
        assertThat(older.at("/stats/avg_return").asDouble()).isEqualTo(2.5);
    }

    @Test
    void rules_are_listed_beside_those_that_there_are() throws SQLException {
        tables.rule("rsi_min", "68-72", 0.7).rule("bb_std", "1.8-2.0", 0.5).rule("kc_mult", "2.0-2.2", null);

        Taken rules = take().get("rules");

        assertThat(rules.added()).isEqualTo(2);
        assertThat(rules.leftOut()).containsEntry("a text or a figure of the rule is missing", 1L);
        assertThat(new RuleStore(quarry.database()).strongest("rsi_bands", 0.6))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.rule().condition()).isEqualTo("68-72");
                    assertThat(rule.discoveredAt().toInstant()).hasToString("2024-02-01T12:00:00Z");
                });
    }

    @Test
    void a_dry_run_counts_the_same_and_stores_nothing() throws SQLException {
        tables.candles("bitstamp", "BTC/USD", "30m", HALF_HOUR, 10)
                .run("00000000000000aa", "{\"rsi_min\": 70}", 3.0, 1.5, 12, 1)
                .snapshot("2024-02-01T00:00:00+00:00", snapshot("00000000000000aa"))
                .rule("rsi_min", "68-72", 0.7);
        Map<String, Long> before = counts();

        Map<String, Taken> dry = take(true);

        assertThat(counts()).isEqualTo(before);
        assertThat(take()).isEqualTo(dry);
    }

    @Test
    void nothing_of_the_source_is_changed_and_it_cannot_be() throws SQLException {
        tables.candles("bitstamp", "BTC/USD", "30m", HALF_HOUR, 3);
        try (Connection read = DriverManager.getConnection(reference.jdbcUrl())) {
            new Source("the reference", read);

            assertThatThrownBy(() -> read.createStatement().execute("delete from ohlcv_cache"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void a_database_without_its_tables_or_without_quarry_s_is_reported() throws SQLException {
        try (Connection empty = DriverManager.getConnection(quarry.jdbcUrl());
                Connection target = DriverManager.getConnection(quarry.jdbcUrl());
                Connection full = DriverManager.getConnection(reference.jdbcUrl());
                Connection noTarget = DriverManager.getConnection(reference.jdbcUrl())) {
            assertThatThrownBy(() -> take(new Source("here", empty), target, false))
                    .isInstanceOf(ReferenceException.class)
                    .hasMessageContainingAll("here", "ohlcv_cache", "discovered_rules");
            assertThatThrownBy(() -> take(new Source("there", full), noTarget, false))
                    .isInstanceOf(ReferenceException.class)
                    .hasMessageContaining("start this version of Quarry");
        }
    }

    @Test
    void the_same_comes_out_of_sqlite_files() throws Exception {
        Path file = Files.createTempFile("reference", ".db");
        try (Connection sqlite = sqlite("jdbc:sqlite:" + file)) {
            ReferenceTables.create(sqlite)
                    .candles("bitstamp", "BTC/USD", "30m", HALF_HOUR, 100)
                    .run("8000000000000001", "{\"rsi_min\": 70, \"bb_std\": 2.0}", 0.1 + 0.2, 999.0, 12, 1)
                    .snapshot("2024-02-01T00:00:00+00:00", snapshot("8000000000000001"))
                    .rule("rsi_min", "68-72", 0.7);
        }
        try (Connection sqlite = sqlite("jdbc:sqlite:" + file.toUri() + "?mode=ro");
                Connection target = DriverManager.getConnection(quarry.jdbcUrl())) {
            Map<String, Taken> taken = take(new Source("the file", sqlite), target, false);

            assertThat(taken.values()).extracting(Taken::added).containsExactly(99L, 1L, 1L, 1L);
            assertThat(find("8000000000000001").run().statistics().totalReturn())
                    .isEqualTo(0.1 + 0.2);
            StoredSeries series = new SeriesStore(quarry.database()).find(BTC).orElseThrow();
            Bars bars = new CandleStore(quarry.database())
                    .load(series.id(), Timeframe.M30, 0, ReferenceTables.START + 365 * 86_400_000L);
            assertThat(bars.close()[7]).isEqualTo(100 + 7 / 3.0 + 0.5);
        } finally {
            Files.delete(file);
        }
    }

    private Map<String, Taken> take() throws SQLException {
        return take(false);
    }

    private Map<String, Taken> take(boolean dryRun) throws SQLException {
        try (Connection read = DriverManager.getConnection(reference.jdbcUrl());
                Connection target = DriverManager.getConnection(quarry.jdbcUrl())) {
            return take(new Source("the reference", read), target, dryRun);
        }
    }

    private static Map<String, Taken> take(Source source, Connection target, boolean dryRun) throws SQLException {
        List<String> reported = new ArrayList<>();
        Map<String, Taken> taken = new LinkedHashMap<>();
        new ReferenceImport(List.of(source), target, dryRun, Optional.empty(), reported::add)
                .run()
                .forEach(each -> taken.put(each.what(), each));
        assertThat(reported).isNotEmpty();
        return taken;
    }

    private FoundRun find(String hash) {
        return new RunSearch(quarry.database())
                .find(HexFormat.fromHexDigitsToLong(hash))
                .orElseThrow();
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : List.of(
                "series",
                "candle",
                "backtest_setup",
                "backtest_outcome",
                "backtest_run",
                "trial_sketch",
                "leaderboard_snapshot",
                "strategy_rule")) {
            counts.put(
                    table,
                    quarry.database()
                            .first("select count(*) from " + table, row -> row.getLong(1))
                            .orElseThrow());
        }
        return counts;
    }

    private static String snapshot(String hash) {
        return """
                {"stats": {"total_winners": 17, "avg_return": 2.5, "avg_drawdown": 5.0, "avg_profit_factor": 1.5,
                  "avg_win_rate": 55.0, "best_return": 9.0, "worst_drawdown": 12.0},
                 "strategies": [{"rank": 1, "params_hash": "%s", "discovered_at": "2024-02-01T12:00:00.123456",
                  "metrics": {"total_return": 3.0, "max_drawdown": 5.5, "profit_factor": 1.5, "win_rate": 55.0,
                  "sharpe_ratio": 1.25, "num_trades": 12}, "params": {"rsi_min": 70}}]}
                """.replace("%s", hash);
    }

    /** By the driver that the packaged launcher has for it. */
    private static Connection sqlite(String url) throws Exception {
        Path folder = Path.of(System.getProperty("quarry.home"), "lib", "sqlite");
        URL jar;
        try (Stream<Path> jars = Files.list(folder)) {
            jar = jars.findFirst().orElseThrow().toUri().toURL();
        }
        Driver driver = (Driver) new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())
                .loadClass("org.sqlite.JDBC")
                .getDeclaredConstructor()
                .newInstance();
        return driver.connect(url, new Properties());
    }
}
