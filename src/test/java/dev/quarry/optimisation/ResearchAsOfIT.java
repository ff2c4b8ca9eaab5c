package dev.quarry.optimisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.CaseSeries;
import dev.quarry.evaluation.BacktestAnswer;
import dev.quarry.evaluation.BacktestEvaluation;
import dev.quarry.evaluation.BacktestRequest;
import dev.quarry.marketdata.ingest.Ingestion;
import dev.quarry.marketdata.ingest.RecordedJob;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.SweepThreads;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/** Research on a series that was revised: as of the time of a result its bars, and so its numbers, are what they were. */
class ResearchAsOfIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Ingestion ingestion = new Ingestion(DATABASE, null);
    private final BacktestEvaluation evaluation =
            new BacktestEvaluation(ingestion.history, new StrategyCatalog(null), 10_000);

    @Test
    void what_was_found_before_a_revision_is_found_again_as_of_then() throws IOException {
        Bars bars = CaseSeries.of("ninety", Timeframe.H4);
        imported(bars, 0, bars.size(), 1);
        Finished first = FinishedJobs.run(ingestion.history, search(null));
        BacktestAnswer tested = evaluation.run(new BacktestRequest(null, params(null)));
        String then = first.result().get("data_as_of").asString();

        imported(bars, 200, 260, 1.001);
        Finished second = FinishedJobs.run(ingestion.history, search(null));
        Finished again = FinishedJobs.run(ingestion.history, search(then));
        BacktestAnswer testedAgain = evaluation.run(new BacktestRequest(null, params(then)));

        assertThat(second.result().get("data_digest"))
                .isNotEqualTo(first.result().get("data_digest"));
        assertThat(again.result()).isEqualTo(first.result());
        assertThat(testedAgain.dataDigest())
                .isEqualTo(tested.dataDigest())
                .isEqualTo(first.result().get("data_digest").asString());
        assertThat(testedAgain.stats()).isEqualTo(tested.stats());
        assertThat(evaluation.run(new BacktestRequest(null, params(null))).stats())
                .isNotEqualTo(tested.stats());
        assertThat(new Surfaces(ingestion.history, SweepThreads.ONE)
                        .of(first, "rsi_min", "stop_pct", null)
                        .combinations())
                .isEqualTo(4);
    }

    @Test
    void a_time_that_is_none_is_named() {
        assertThatThrownBy(() -> evaluation.run(new BacktestRequest(null, params("yesterday"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("params.as_of")
                .hasMessageContaining("yesterday");
    }

    private void imported(Bars bars, int from, int to, double factor) throws IOException {
        StringBuilder file = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (int i = from; i < to; i++) {
            file.append(bars.openTime()[i]);
            for (double[] column : new double[][] {bars.open(), bars.high(), bars.low(), bars.close()}) {
                file.append(',').append(column[i] * factor);
            }
            file.append(",1\n");
        }
        ingestion.handler.run(ingestion.upload("NINETY", "4h", file.toString()), new RecordedJob(1));
    }

    private static Map<String, Object> params(String asOf) {
        Map<String, Object> params = new HashMap<>(Map.of(
                "exchange", "file",
                "symbol", "NINETY",
                "timeframe", "4h",
                "start_ts", "2024-01-01",
                "end_ts", "2024-12-31",
                "trade_direction", "Both",
                "rsi_ma_min", 50,
                "use_rsi_relation", false,
                "rsi_min", 52));
        params.put("as_of", asOf);
        return params;
    }

    private static ObjectNode search(String asOf) {
        ObjectNode payload = (ObjectNode) Json.MAPPER.readTree("""
                {"exchange": "file", "symbol": "NINETY", "timeframe": "4h", "start_ts": "2024-01-01", "end_ts": "2024-12-31",
                 "base_params": {"trade_direction": "Both", "rsi_ma_min": 50, "use_rsi_relation": false},
                 "param_grid": {"rsi_min": [52, 58], "stop_pct": [1.5, 3]}, "metric": "total_return", "min_trades": 1}""");
        return asOf == null ? payload : payload.put("as_of", asOf);
    }
}
