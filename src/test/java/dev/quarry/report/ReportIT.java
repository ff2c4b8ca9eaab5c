package dev.quarry.report;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.discovery.DiscoverRequest;
import dev.quarry.discovery.TestDiscovery;
import dev.quarry.engine.SampleBars;
import dev.quarry.engine.Trade;
import dev.quarry.forward.Winner;
import dev.quarry.forward.WinnerName;
import dev.quarry.forward.Winners;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.leaderboard.AssessHandler;
import dev.quarry.leaderboard.AssessRequest;
import dev.quarry.leaderboard.WinnerAssessments;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.LedgerSearchHistory;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.StoredBars;
import dev.quarry.platform.columns.ArrowRows;
import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.http.WrittenTables;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.SweepThreads;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Series SERIES = new Series("bitstamp", "BTCUSD", Timeframe.M30);
    private static final StrategyCatalog CATALOG = new StrategyCatalog(null);
    private static final URI BASE = URI.create("http://localhost:8080/v1/");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final long JOB = 3;

    private final PriceHistory prices = StoredBars.history(DATABASE);
    private final RunSearch runs = new RunSearch(DATABASE.database());
    private final AssessmentStore assessments = new AssessmentStore(DATABASE.database());
    private final LedgerSearchHistory history =
            new LedgerSearchHistory(new TrialLedger(DATABASE.database()), DATABASE.transactions());
    private final Winners winners = new Winners(runs, ReportIT::noRow, assessments, prices, CATALOG);

    private String hash;

    @BeforeEach
    void a_search() {
        DATABASE.empty(
                "series",
                "candle",
                "candle_staging",
                "candle_batch",
                "backtest_run",
                "backtest_outcome",
                "backtest_setup",
                "trial_sketch",
                "leaderboard_assessment");
        StoredBars.write(DATABASE, SERIES, SampleBars.bars());
        String payload = """
                {"base_params": {"trade_direction": "Both"}, "param_grid": {"rsi_min": [52, 55, 60], "stop_pct": [1, 2]},
                 "win_criteria": {"min_total_return": -100, "max_drawdown": 100, "min_profit_factor": 0}}
                """;
        TestDiscovery.handler(DATABASE, prices, SweepThreads.ONE, 1_000, 100)
                .run(read(market(payload), DiscoverRequest.class), new RecordingJobContext((int) JOB));
        hash = DATABASE.database()
                .first(
                        "select lpad(to_hex(n.params_hash), 16, '0') from backtest_run n"
                                + " join backtest_outcome o on o.id = n.outcome_id order by o.total_return desc limit 1",
                        row -> row.getString(1))
                .orElseThrow();
    }

    @Test
    void a_run_is_told_whole_in_one_file_that_needs_nothing_else() throws IOException {
        assess();
        String html = reports(Duration.ofSeconds(20)).of(new WinnerName(hash, null, null), BASE);

        FoundRun found = found();
        assertThat(html)
                .startsWith("<!doctype html>")
                .contains("<h1>rsi_bands on BTCUSD</h1>", "made 2026-01-02T03:04:05+00:00")
                .contains(String.format(
                        Locale.ROOT, "%+,.2f%%", found.run().statistics().totalReturn()))
                .contains("Deflated Sharpe ratio", "With twice the commission", "Track record needed")
                .contains("Best and worst", "Commission", found.setup().dataDigest(), hash)
                .contains("curl -s http://localhost:8080/v1/backtest")
                .doesNotContain("<script", "<link", "src=", "url(", "NaN", "Infinity", "Optional[");
        assertThat(html.split("<svg ", -1))
                .as("equity, drawdown, Sharpe ratio, trades")
                .hasSize(5);
        Path kept = Path.of("target", "screenshots", "report.html");
        Files.createDirectories(kept.getParent());
        Files.writeString(kept, html);
    }

    @Test
    void without_an_assessment_it_says_so_and_how_to_get_one() {
        assertThat(reports(Duration.ofSeconds(20)).of(new WinnerName(hash, null, null), BASE))
                .contains("Not assessed", "POST /v1/runs/" + hash + "/assess", "It was not assessed.");
    }

    @Test
    void of_a_discovery_it_is_of_the_winner_with_the_best_return() {
        assertThat(reports(Duration.ofSeconds(20)).ofJob(JOB, BASE)).contains(hash);
    }

    @Test
    void what_a_run_did_is_told_as_tables_too() throws IOException {
        RunTablesResource resource = new RunTablesResource(winners);
        ArrowRows trades = arrow(resource.trades(hash));
        ArrowRows equity = arrow(resource.equity(hash));
        ArrowRows returns = arrow(resource.dailyReturns(hash));

        RunAgain again = RunAgain.of(winners, new WinnerName(hash, null, null), Duration.ofMinutes(1));
        List<Trade> expected = again.result().trades();
        assertThat(expected).hasSizeGreaterThan(10);
        assertThat(trades.rows()).hasSameSizeAs(expected);
        for (int k = 0; k < expected.size(); k++) {
            Trade trade = expected.get(k);
            assertThat(trades.rows().get(k))
                    .containsEntry("entry_bar", (long) trade.entryBar())
                    .containsEntry("exit_time", trade.exitTime() * 1000)
                    .containsEntry("side", trade.side().text())
                    .containsEntry("exit_reason", trade.exitReason().text())
                    .containsEntry("realized_pnl", trade.realizedPnl())
                    .containsEntry("equity_after", trade.equityAfter())
                    .containsEntry(
                            "liquidation_price",
                            Double.isNaN(trade.liquidationPrice()) ? null : trade.liquidationPrice());
        }
        Bars bars = again.bars();
        assertThat(equity.rows()).hasSize(bars.size());
        for (int bar = 0; bar < bars.size(); bar++) {
            assertThat(equity.rows().get(bar))
                    .isEqualTo(Map.of(
                            "open_time", bars.openTime()[bar] * 1000,
                            "close", bars.close()[bar],
                            "equity", again.result().equityCurve()[bar],
                            "mark_to_market_equity", again.result().markToMarketCurve()[bar]));
        }
        double[] curve = again.result().markToMarketCurve();
        double product = returns.rows().stream()
                .mapToDouble(row -> 1 + (double) row.get("return_fraction"))
                .reduce(1, (a, b) -> a * b);
        double held = returns.rows().stream()
                .mapToDouble(row -> 1 + (double) row.get("holding_return_fraction"))
                .reduce(1, (a, b) -> a * b);
        assertThat(product * 10_000).isCloseTo(curve[curve.length - 1], within(1e-6));
        assertThat(held).isCloseTo(bars.close()[bars.size() - 1] / bars.open()[0], within(1e-9));
        assertThat(trades.schema().getCustomMetadata())
                .containsEntry("quarry.table", "trades")
                .containsEntry("quarry.params_hash", hash)
                .containsEntry("quarry.data_digest", found().setup().dataDigest());
        assertThatThrownBy(() -> resource.trades("00000000000000ff"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(404));
    }

    private static ArrowRows arrow(TableAnswer answer) throws IOException {
        return ArrowRows.read(WrittenTables.bytes(answer, ColumnFormat.ARROW));
    }

    @Test
    void figures_that_take_too_long_are_given_up_with_a_sentence() {
        assertThatThrownBy(() -> new RunTablesResource(winners, Duration.ofNanos(1)).trades(hash))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(503));
        assertThatThrownBy(() -> reports(Duration.ofNanos(1)).of(new WinnerName(hash, null, null), BASE))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(503))
                .hasMessageContaining("Shorter windows");
    }

    @Test
    void changed_prices_are_a_conflict_and_an_unknown_run_is_not_found() {
        DATABASE.database().update("update backtest_setup set data_digest = 'other'");
        assertThatThrownBy(() -> reports(Duration.ofSeconds(20)).of(new WinnerName(hash, null, null), BASE))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(409));
        assertThatThrownBy(
                        () -> reports(Duration.ofSeconds(20)).of(new WinnerName("00000000000000ff", null, null), BASE))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(404));
    }

    private void assess() {
        new AssessHandler(
                        prices,
                        runs,
                        new WinnerAssessments(prices, history, assessments, SweepThreads.ONE, CATALOG),
                        CATALOG)
                .run(
                        read(object("{\"params_hash\": \"%s\"}".formatted(hash)), AssessRequest.class),
                        new RecordingJobContext(4));
    }

    private FoundRun found() {
        return runs.find(Long.parseUnsignedLong(hash, 16)).orElseThrow();
    }

    private Reports reports(Duration longest) {
        return new Reports(winners, runs, history, CLOCK, longest);
    }

    private static Winner noRow(long job, int row) {
        throw ProblemException.notFound("Job not found");
    }
}
