package dev.quarry.discovery;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.CaseSeries;
import dev.quarry.engine.SampleBars;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.evaluation.BacktestAnswer;
import dev.quarry.evaluation.BacktestEvaluation;
import dev.quarry.evaluation.BacktestRequest;
import dev.quarry.evaluation.TradeStatistics;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.JudgedPreset;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.ledger.query.RunFilter;
import dev.quarry.ledger.query.RunQuery;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.ledger.query.RunSort;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.Payloads;
import dev.quarry.search.SweepThreads;
import dev.quarry.series.Timeframe;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class WholeRunIT {

    private static final RunVerdict NONE = new RunVerdict(null, "none");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());
    private final RunSearch search = new RunSearch(DATABASE.database());

    @BeforeEach
    void discover() {
        DATABASE.empty("backtest_run", "backtest_outcome", "backtest_setup");
        ObjectNode payload = market("""
                {"base_params": {"trade_direction": "Both", "symbol": "ignored", "rsi_max": null},
                 "param_grid": {"rsi_min": [60, 64.0], "exit_level": ["mid", "lower"], "stop_pct": [1, 2.5],
                                "use_trailing": [true, false], "max_leverage": [null, 3]}}
                """);
        discover(prices, payload);
    }

    private static void discover(PriceHistory prices, ObjectNode payload) {
        discover(prices, payload, 1);
    }

    private static void discover(PriceHistory prices, ObjectNode payload, long jobId) {
        TestDiscovery.handler(DATABASE, prices, SweepThreads.ONE, 1_000_000, 10)
                .run(read(payload, DiscoverRequest.class), new RecordingJobContext(jobId));
    }

    @Test
    void every_run_runs_again_to_the_same_bits() {
        BacktestEvaluation evaluation = new BacktestEvaluation(prices, new StrategyCatalog(null), 300_000);
        var runs = search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 1000))
                .runs();

        assertThat(runs).hasSize(32);
        for (FoundRun found : runs) {
            JsonNode whole = Json.MAPPER.valueToTree(WholeRun.of(found, NONE, 1));
            BacktestAnswer again = evaluation.run(read(whole.get("backtest"), BacktestRequest.class));
            TradeStatistics stats = again.stats();
            assertThat(stats.totalEquityReturnPct())
                    .isEqualTo(found.run().statistics().totalReturn());
            assertThat(stats.maxDrawdownPct())
                    .isEqualTo(found.run().statistics().maxDrawdown());
            assertThat(stats.profitFactor()).isEqualTo(found.run().statistics().profitFactor());
            assertThat(stats.sharpeRatio()).isEqualTo(found.run().statistics().sharpeRatio());
            assertThat(stats.sortinoRatio()).isEqualTo(found.run().statistics().sortinoRatio());
            assertThat(stats.trades()).isEqualTo(found.run().statistics().numTrades());
        }
    }

    @Test
    void the_preset_of_a_run_is_complete_and_back_tests_to_its_figures() {
        for (FoundRun found : search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 1000))
                .runs()) {
            Map<String, Object> preset =
                    WholeRun.preset(found, NONE, null, null).parameters();

            assertThat(preset).containsOnlyKeys(Payloads.EVERY_PARAMETER);
            TradeStatistics again = again(prices, preset, found);
            assertThat(again.totalEquityReturnPct())
                    .isEqualTo(found.run().statistics().totalReturn());
            assertThat(again.profitFactor()).isEqualTo(found.run().statistics().profitFactor());
        }
    }

    @Test
    void the_case_of_ninety_days_back_tests_to_the_figures_of_its_runs() {
        FixedPrices ninety =
                new FixedPrices(CaseSeries.of("ninety", Timeframe.of("4h").orElseThrow()));
        DATABASE.empty("backtest_run", "backtest_outcome", "backtest_setup");
        discover(ninety, object("""
                {"exchange": "cases", "symbol": "N", "timeframe": "4h", "start_ts": "2024-01-01T00:00:00Z",
                 "end_ts": "2024-03-31T00:00:00Z",
                 "base_params": {"trade_direction": "Both", "rsi_ma_min": 50, "use_rsi_relation": false},
                 "param_grid": {"rsi_min": [52, 58, 62], "stop_pct": [1.5, 3]}}
                """));
        FoundRun best = search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 1))
                .runs()
                .get(0);

        TradeStatistics stats =
                again(ninety, WholeRun.preset(best, NONE, null, null).parameters(), best);
        assertThat(stats.totalEquityReturnPct())
                .isEqualTo(10.654690696, within(1e-9))
                .isEqualTo(best.run().statistics().totalReturn());
        assertThat(stats.profitFactor()).isEqualTo(1.463389262, within(1e-9));
        assertThat(stats.trades()).isEqualTo(41);
    }

    /** The statistics of a back-test of a preset on the market of a run. */
    private static TradeStatistics again(PriceHistory prices, Map<String, Object> preset, FoundRun run) {
        Map<String, Object> params = run.setup().window().writtenOver(preset);
        return new BacktestEvaluation(prices, new StrategyCatalog(null), 300_000)
                .run(new BacktestRequest(null, params))
                .stats();
    }

    @Test
    void a_run_with_a_pre_roll_stands_beside_the_cold_one_and_runs_again_to_the_same_bits() {
        ObjectNode cold = market("""
                {"start_ts": "2014-06-01T00:00:00Z", "param_grid": {"rsi_min": [52, 58.0]},
                 "base_params": {"trade_direction": "Both", "rsi_ma_min": 50, "use_rsi_relation": false,
                                 "entry_band_mode": "KC", "kc_ema_len": 200}}
                """);
        DATABASE.empty("backtest_run", "backtest_outcome", "backtest_setup");
        discover(prices, cold);
        discover(prices, cold.deepCopy().put("warmup", "pre_roll"), 2);

        var runs = search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 1000))
                .runs();
        assertThat(runs).hasSize(4);
        assertThat(runs)
                .extracting(run -> run.parameters().get("warmup"))
                .containsExactlyInAnyOrder("cold_start", "cold_start", "pre_roll", "pre_roll");
        for (FoundRun found : runs) {
            JsonNode whole = Json.MAPPER.valueToTree(WholeRun.of(found, NONE, 1));
            assertThat(new BacktestEvaluation(prices, new StrategyCatalog(null), 300_000)
                            .run(read(whole.get("backtest"), BacktestRequest.class))
                            .stats()
                            .totalEquityReturnPct())
                    .isEqualTo(found.run().statistics().totalReturn());
        }
        assertThat(runs.stream()
                        .map(run -> run.run().statistics().totalReturn())
                        .distinct())
                .hasSize(4);
    }

    @Test
    void a_run_of_a_version_that_kept_no_defaults_has_those_of_today() {
        DATABASE.database().update("update backtest_setup set fixed_params = null");

        FoundRun found = search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 1))
                .runs()
                .get(0);
        assertThat(found.parameters())
                .containsOnlyKeys(Payloads.EVERY_PARAMETER)
                .containsEntry("commission", StrategyParameters.SEARCH_COMMISSION)
                .containsEntry("trade_direction", "Both");
    }

    @Test
    void a_run_keeps_the_defaults_it_was_tested_with() {
        DATABASE.database().update("""
                update backtest_setup set fixed_params = (jsonb_set(fixed_params::jsonb, '{bb_len}', '33'))::json
                """);

        FoundRun found = search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 1))
                .runs()
                .get(0);
        assertThat(found.parameters()).containsEntry("bb_len", 33);
    }

    @Test
    void a_whole_run_and_its_preset_read_like_this() {
        FoundRun best = search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 1))
                .runs()
                .get(0);
        String hash = best.run().paramsHash();
        JsonNode whole = Json.MAPPER.valueToTree(WholeRun.of(best, NONE, 2));

        assertThat(whole.propertyNames())
                .containsExactly(
                        "params_hash",
                        "market",
                        "strategy",
                        "grid_index",
                        "params",
                        "metrics",
                        "winner",
                        "tested_at",
                        "job_id",
                        "verdict",
                        "verdict_note",
                        "base_params",
                        "data_digest",
                        "engine_version",
                        "identical_runs",
                        "backtest");
        assertThat(whole.get("market").propertyNames())
                .containsExactly("exchange", "symbol", "timeframe", "start_ts", "end_ts");
        JsonNode params = whole.get("backtest").get("params");
        assertThat(params.get("symbol").asString()).isEqualTo("BTCUSD");
        assertThat(params.get("commission").asDouble()).isEqualTo(0.001);

        JudgedPreset preset = WholeRun.preset(best, NONE, null, "Mine");
        assertThat(preset.key()).isEqualTo("discovered_" + hash);
        assertThat(preset.name()).isEqualTo("Mine");
        assertThat(preset.description())
                .matches("Discovered strategy: -?\\d+\\.\\d\\d% return, \\d+\\.\\d\\d% max DD, PF .*");
        assertThat(preset.parameters())
                .containsAllEntriesOf(best.run().combination())
                .containsEntry("commission", 0.001)
                .containsEntry("rsi_max", null)
                .doesNotContainKeys("exchange", "symbol", "timeframe", "start_ts", "end_ts");
    }
}
