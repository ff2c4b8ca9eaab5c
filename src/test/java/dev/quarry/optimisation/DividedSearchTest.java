package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.RandomMarket;
import dev.quarry.engine.SampleBars;
import dev.quarry.job.ChildResult;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.ListedChildren;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.platform.json.Json;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.GridPart;
import dev.quarry.search.NoHistory;
import dev.quarry.search.SearchCost;
import dev.quarry.search.SweepThreads;
import dev.quarry.search.TestedPrices;
import dev.quarry.series.Timeframe;
import dev.quarry.sweep.SweepPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** An optimisation whose grid is divided has the same rows, verdict and figures as one that is not. */
class DividedSearchTest {

    private static final String PLAIN = """
            {"grid": "QUICK", "min_trades": 3, "top_n": 7, "metric": "sharpe_ratio"}
            """;

    private static final String TOO_FEW_TRADES_TO_JUDGE_THE_BEST = """
            {"param_grid": {"rsi_min": [60, 66, 72, 78, 81], "stop_pct": [1, 2, 3], "rsi_ma_min": [50, 60, 70]}, "min_trades": 0,
             "metric": "profit_factor", "top_n": 3}
            """;

    private static final String SOME_THAT_CANNOT_BE_RUN = """
            {"param_grid": {"rsi_min": [60, 64], "stop_pct": [null, 1, 2], "use_stop": [true, false]}, "min_trades": 1}
            """;

    private static final String DEFINED = """
            {"strategy": "turtle_trading", "param_grid": {"entry_bars": [10, 15, 20, 30], "exit_bars": [5, 10, 15]}, "min_trades": 1}
            """;

    private static final String NOTHING_PASSES = """
            {"param_grid": {"rsi_min": [60, 64], "stop_pct": [1, 2]}, "min_trades": 100000}
            """;

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());
    private final StrategyCatalog catalog = new StrategyCatalog(null);
    private final InSampleSearch search =
            new InSampleSearch(SweepThreads.ONE, (window, plan, job) -> {}, NoHistory.NONE);

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, TOO_FEW_TRADES_TO_JUDGE_THE_BEST, SOME_THAT_CANNOT_BE_RUN, DEFINED, NOTHING_PASSES})
    void any_number_of_parts_gives_the_same(String fields) {
        OptimizeRequest request = read(market(fields), OptimizeRequest.class);
        CatalogedStrategy strategy = catalog.requested(request.strategy());
        RecordingJobContext job = new RecordingJobContext(1);
        TestedPrices stored = TestedPrices.stored(prices, request.window(), request.baseParams());
        SweepPlan plan = OptimizeHandler.plan(request, request.space(strategy), job);
        String whole =
                Json.MAPPER.writeValueAsString(search.whole(request, stored, plan, new SearchCost(0, 0, 0, 0), job));

        for (int parts : new int[] {1, 2, 3, 4}) {
            List<ChildResult> swept = new ArrayList<>();
            for (JobRequest asked : GridPart.jobs(OptimizePartHandler.TYPE, 1, parts, stored, true)) {
                GridPart part = read((ObjectNode) asked.payload(), GridPart.class);
                String result = Json.MAPPER.writeValueAsString(search.part(request, stored, plan, part, job));
                swept.add(new ChildResult(
                        2 + part.part(),
                        part.part(),
                        asked.jobType(),
                        JobState.SUCCEEDED,
                        asked.payload(),
                        Json.MAPPER.readTree(result),
                        null));
            }
            assertThat(Json.MAPPER.writeValueAsString(
                            search.together(request, request.space(strategy), prices, new ListedChildren(swept), job)))
                    .isEqualTo(whole);
        }
    }

    @Test
    void no_step_of_a_part_of_a_large_search_takes_a_second() throws Exception {
        FixedPrices years = new FixedPrices(RandomMarket.bars(Timeframe.M1, 200_000, 1));
        ObjectNode payload = market().put("start_ts", "1970-01-01T00:00:00Z").put("end_ts", "2100-01-01T00:00:00Z");
        ObjectNode grid = payload.putObject("param_grid");
        grid.set(
                "rsi_ma_len",
                Json.MAPPER.valueToTree(IntStream.rangeClosed(1, 900).boxed().toList()));
        OptimizeRequest request = read(payload, OptimizeRequest.class);
        TestedPrices stored = TestedPrices.stored(years, request.window(), request.baseParams());
        GridPart last = new GridPart(1L, 1, 2, stored.digest(), null, true);

        assertThat(PacedJob.longestStep(
                        Duration.ofMillis(1200),
                        job -> () -> search.part(
                                request,
                                stored,
                                OptimizeHandler.plan(request, request.space(CatalogedStrategy.BUILT_IN), job),
                                last,
                                job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    @Test
    void walking_forward_and_cross_validating_are_not_divided_into_a_number_of_parts() {
        for (String mode : List.of("walk", "cpcv")) {
            ObjectNode payload = market(PLAIN).put("validation_mode", mode).put("shards", 4);

            assertThatThrownBy(() -> read(payload, OptimizeRequest.class))
                    .hasMessageContaining("shards must be absent, 1 or auto");
            assertThat(read(payload.put("shards", "auto"), OptimizeRequest.class)
                            .divides())
                    .isFalse();
        }
    }
}
