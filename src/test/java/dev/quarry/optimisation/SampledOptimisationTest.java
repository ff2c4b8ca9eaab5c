package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.faults;
import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.RandomMarket;
import dev.quarry.engine.SampleBars;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.openapi.SchemaCheck;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.NoHistory;
import dev.quarry.search.SweepThreads;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Optimisations by trials that a sampler chooses, as requests, results and what is asked of them later. */
class SampledOptimisationTest {

    private static final String SPACE = """
            "space": {"rsi_min": {"min": 50, "max": 74, "step": 2}, "stop_pct": {"min": 0.5, "max": 4, "step": 0.5},
                      "use_trailing": {}, "trail_pct": [0.5, 1, 2]},
            "base_params": {"trade_direction": "Both"}, "metric": "total_return", "min_trades": 5, "trials": 60""";

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sampler\": \"random\", \"seed\": -3",
                "\"sampler\": \"tpe\", \"halving\": {\"rungs\": 2, \"reduction\": 4}",
                "\"sampler\": \"cmaes\", \"constraints\": {\"min_trades\": 100000}",
                "\"sampler\": \"nsga2\", \"objectives\": [{\"metric\": \"total_return\"}, {\"metric\": \"max_drawdown\"}]"
            })
    void a_result_has_the_fields_of_the_contract_and_the_rows_of_a_grid_search(String how) throws IOException {
        JsonNode result = run(SPACE + ", " + how).result();

        assertThat(SchemaCheck.faults("OptimizeResult", result)).isEmpty();
        assertThat(result.at("/kind").asString()).isEqualTo("grid_search");
        assertThat(result.at("/sampling/trials").asInt()).isEqualTo(60);
        assertThat(result.at("/sampling/tried"))
                .hasSize(result.at("/combinations").asInt());
        assertThat(result.at("/sampling/distinct").asInt())
                .isEqualTo(result.at("/combinations").asInt());
        assertThat(result.at("/sampling/space").asLong()).isEqualTo(13 * 8 * 4);
        assertThat(result.at("/sampling/exhaustive/combinations").asLong()).isEqualTo(13 * 8 * 4);
        assertThat(result.at("/sampling").has("rungs")).isEqualTo(how.contains("halving"));
        assertThat(result.at("/sampling").has("front")).isEqualTo(how.contains("objectives"));
        assertThat(Json.MAPPER.convertValue(result.at("/results/columns"), List.class))
                .startsWith("rsi_min", "stop_pct", "use_trailing", "trail_pct", "profit_factor");
    }

    @Test
    void the_verdict_counts_the_trials_that_were_tried_and_not_the_space() {
        JsonNode result = run(SPACE + ", \"sampler\": \"tpe\"").result();

        int distinct = result.at("/sampling/distinct").asInt();
        int controls = result.at("/sampling/controls").asInt();
        assertThat(distinct - controls).isBetween(40, 60);
        assertThat(controls).isBetween(30, 60);
        assertThat(result.at("/assessment/trials").asInt()).isEqualTo(distinct);
        assertThat(result.at("/assessment/peers/search_size").asInt()).isEqualTo(distinct);
        assertThat(result.at("/plateau/neighbours").asInt()).isPositive();
    }

    @Test
    void a_grid_is_a_space_too_and_the_limit_on_its_combinations_does_not_hold() {
        OptimizeHandler handler = handler();
        OptimizeRequest request = read(
                market("{\"grid\": \"COMPREHENSIVE\", \"sampler\": \"cmaes\", \"trials\": 40}"), OptimizeRequest.class);

        assertThat(handler.check(request)).isEmpty();
        JsonNode result = Json.MAPPER.valueToTree(handler.run(request, new RecordingJobContext(7)));
        assertThat(result.at("/sampling/exhaustive/combinations").asLong()).isEqualTo(252_000);
        assertThat(result.at("/sampling/exhaustive/rank").asLong()).isBetween(1L, 252_000L);
    }

    @Test
    void parameters_of_a_definition_have_the_ranges_that_it_declares() {
        JsonNode result = run("""
                "strategy": "turtle_trading", "space": {"entry_bars": {}, "exit_bars": {"max": 100, "log": true}},
                "sampler": "tpe", "trials": 40, "min_trades": 1, "metric": "total_return" """).result();

        assertThat(result.at("/sampling/distinct").asInt()).isBetween(60, 80);
        assertThat(result.at("/results/records")).isNotEmpty();
        assertThat(result.at("/strategy/name").asString()).isEqualTo("turtle_trading");
    }

    @Test
    void a_row_of_it_is_assessed_by_what_was_tried_and_its_surface_shows_nothing_else() {
        Finished finished = run(SPACE + ", \"sampler\": \"random\"");
        int distinct = finished.result().at("/sampling/distinct").asInt();

        AssessRowResult row = new AssessRowHandler(FinishedJobs.only(finished), prices, NoHistory.NONE)
                .run(new AssessRowRequest(7L, 1, true), new RecordingJobContext(8));
        AssessRowResult best = new AssessRowHandler(FinishedJobs.only(finished), prices, NoHistory.NONE)
                .run(new AssessRowRequest(7L, 0, false), new RecordingJobContext(8));
        Surfaces.Surface surface = new Surfaces(prices, SweepThreads.ONE).of(finished, "rsi_min", "stop_pct", null);

        assertThat(row.assessment().trials()).isEqualTo(distinct);
        assertThat((JsonNode) Json.MAPPER.valueToTree(best.assessment()))
                .isEqualTo(finished.result().get("assessment"));
        assertThat(surface.combinations()).isEqualTo(distinct);
        assertThat(surface.cells().stream()
                        .flatMap(List::stream)
                        .mapToLong(Surfaces.Cell::count)
                        .sum())
                .isEqualTo(distinct);
    }

    @Test
    void a_better_sampler_than_chance_comes_closer_to_the_best_of_the_grid() {
        Set<Double> atRandom = new HashSet<>();
        int closer = 0;
        for (int seed = 1; seed <= 5; seed++) {
            double tpe = share("tpe", seed);
            double random = share("random", seed);
            atRandom.add(random);
            closer += tpe >= random ? 1 : 0;
        }
        assertThat(atRandom).hasSizeGreaterThan(1).allMatch(share -> share <= 1);
        assertThat(closer).isGreaterThanOrEqualTo(4);
    }

    private double share(String sampler, int seed) {
        return run("""
                "grid": "DEFAULT", "metric": "total_return", "trials": 300, "min_trades": 3, "sampler": "%s", "seed": %d""".formatted(sampler, seed))
                .result()
                .at("/sampling/exhaustive/share")
                .asDouble();
    }

    @Test
    void what_makes_no_sense_is_refused_with_what_was_asked_for() {
        assertThat(refusals("\"grid\": \"QUICK\", \"sampler\": \"bayes\""))
                .containsExactly(entry("sampler", "must be one of random, tpe, cmaes, nsga2; was bayes"));
        assertThat(refusals("\"grid\": \"QUICK\", \"sampler\": \"tpe\", \"validation_mode\": \"walk\""))
                .containsExactly(entry(
                        "sampler",
                        "must be absent with validation_mode walk, whose trainings sweep all combinations; was tpe"));
        assertThat(refusals("\"grid\": \"QUICK\", \"sampler\": \"tpe\", \"validation_mode\": \"cpcv\""))
                .containsOnlyKeys("sampler");
        assertThat(refusals("\"grid\": \"QUICK\", \"sampler\": \"tpe\", \"shards\": 4"))
                .containsExactly(entry(
                        "shards",
                        "must be 1 or absent with a sampler, which chooses each batch by those before it; was 4"));
        assertThat(refusals("\"grid\": \"QUICK\", \"sampler\": \"tpe\", \"shards\": \"many\""))
                .containsOnlyKeys("shards");
        for (String engine : List.of("spark", "spark!")) {
            assertThat(refusals("\"grid\": \"QUICK\", \"sampler\": \"tpe\", \"engine\": \"" + engine + "\""))
                    .containsExactly(entry(
                            "engine",
                            "must be local or auto with a sampler, which chooses each batch by those before it; was "
                                    + engine));
        }
        assertThat(refusals("\"grid\": \"QUICK\", \"sampler\": \"tpe\", \"trials\": 20001"))
                .containsOnlyKeys("trials");
        assertThat(refusals("\"grid\": \"QUICK\", \"sampler\": \"tpe\", \"halving\": {\"rungs\": 9, \"speed\": 2}"))
                .containsOnly(
                        entry("halving.rungs", "must be a whole number from 2 to 5; was 9"),
                        entry("halving.speed", "is not a known parameter; was 2"));
        assertThat(refusals("\"grid\": \"QUICK\", \"space\": {\"rsi_min\": {}}, \"sampler\": \"tpe\""))
                .containsExactly(entry("space", "must not be given together with param_grid or grid"));
        assertThat(refusals("\"space\": {\"rsi_min\": {}}"))
                .containsExactly(entry("space", "needs a sampler, one of random, tpe, cmaes, nsga2"));
        assertThat(refusals("\"space\": {\"rsi_min\": {\"min\": 101}}, \"sampler\": \"tpe\""))
                .containsEntry("space.rsi_min.min", "must be at least 0 and at most 100; was 101");
        assertThat(refusals("\"space\": {\"use_trailing\": {}}, \"sampler\": \"cmaes\""))
                .containsExactly(
                        entry(
                                "sampler",
                                "must be one of random, tpe, nsga2 where no parameter has several numbers to choose from; was cmaes"));
    }

    @Test
    void objectives_that_do_not_fit_are_refused_with_what_was_asked_for() {
        assertThat(objectives("tpe", "[{\"metric\": \"luck\"}]").get("objectives[0].metric"))
                .endsWith("avg_return; was luck");
        assertThat(objectives("tpe", "[{\"metric\": \"num_trades\", \"direction\": \"up\"}]"))
                .containsExactly(entry("objectives[0].direction", "must be one of max, min; was up"));
        assertThat(objectives("tpe", "[{\"metric\": \"total_return\", \"direction\": \"min\"}]"))
                .containsExactly(entry(
                        "objectives[0].direction", "must be max: the rows are ranked by the first objective; was min"));
        assertThat(objectives("tpe", "[{\"metric\": \"total_return\"}], \"metric\": \"win_rate\""))
                .containsExactly(
                        entry("metric", "must be absent or that of the first objective, total_return; was win_rate"));
        assertThat(objectives("tpe", "[{\"metric\": \"total_return\"}, {\"metric\": \"max_drawdown\"}]"))
                .containsExactly(entry("sampler", "must be nsga2 or random with several objectives; was tpe"));
        assertThat(objectives("nsga2", "[{\"metric\": \"total_return\"}, {\"metric\": \"total_return\"}]"))
                .containsExactly(entry("objectives[1].metric", "is named twice; was total_return"));
        assertThat(
                        objectives(
                                "nsga2",
                                "[{\"metric\": \"total_return\"}, {\"metric\": \"max_drawdown\"}], \"halving\": {\"rungs\": 2}"))
                .containsExactly(
                        entry("halving", "must be absent with several objectives, of which none says who is left"));
        assertThat(objectives("nsga2", "[]")).containsExactly(entry("objectives", "must be from 1 to 4; were 0"));
        assertThat(refusals("\"grid\": \"QUICK\", \"objectives\": [{\"metric\": \"total_return\"}]"))
                .containsExactly(entry("objectives", "need a sampler, one of random, tpe, cmaes, nsga2"));
        assertThat(read(
                                market(
                                        "{\"grid\": \"QUICK\", \"sampler\": \"tpe\", \"objectives\": [{\"metric\": \"max_drawdown\"}]}"),
                                OptimizeRequest.class)
                        .metric())
                .isEqualTo("max_drawdown");
    }

    @Test
    void the_bars_that_indicators_need_are_those_of_what_was_tried() {
        JsonNode result = run("""
                "space": {"rsi_ma_len": {"max": 900}, "bb_len": [20], "use_trailing": {}},
                "sampler": "random", "trials": 50, "min_trades": 0, "top_n": 50""").result();

        int longest = result.at("/results/records")
                .valueStream()
                .mapToInt(row -> row.get("rsi_ma_len").asInt())
                .max()
                .orElseThrow();
        JsonNode alone = run("""
                "param_grid": {"rsi_ma_len": [%d]}, "min_trades": 0""".formatted(longest)).result();
        assertThat(longest).isLessThan(900);
        assertThat(result.at("/warmup/unstable_bars")).isEqualTo(alone.at("/warmup/unstable_bars"));
    }

    @Test
    void the_example_of_the_documentation_is_taken() throws IOException {
        String text = Files.readString(Path.of("docs/api.md"));
        String from = text.substring(text.indexOf("## Trials that a sampler chooses"));
        String example = from.substring(from.indexOf("```json") + 7);
        ObjectNode payload = object(example.substring(0, example.indexOf("```")));
        FinishedOptimisations.Finished finished = FinishedJobs.run(prices, payload.put("trials", 30));

        assertThat(finished.result().at("/sampling/distinct").asInt()).isBetween(20, 60);
    }

    @Test
    void the_space_of_a_named_strategy_is_checked_when_it_is_known() {
        OptimizeHandler handler = handler();

        assertThat(handler.check(read(
                        market(
                                "{\"strategy\": \"turtle_trading\", \"space\": {\"entry_barz\": {}}, \"sampler\": \"tpe\"}"),
                        OptimizeRequest.class)))
                .containsExactly(
                        new Violation("space.entry_barz", "is not a known parameter; did you mean `entry_bars`?"));
    }

    @Test
    void no_step_of_a_sampled_search_over_long_windows_on_many_bars_takes_a_second() throws Exception {
        FixedPrices years = new FixedPrices(RandomMarket.bars(Timeframe.M1, 200_000, 1));
        OptimizeHandler handler = new OptimizeHandler(
                years,
                new StrategyCatalog(null),
                SweepThreads.ONE,
                (window, plan, job) -> {},
                NoHistory.NONE,
                null,
                100,
                3_600);
        ObjectNode payload = market("""
                {"space": {"rsi_ma_len": {}, "bb_len": {}, "rsi_min": {}, "stop_pct": {"min": 0.1, "max": 10}}, "sampler": "tpe",
                 "trials": 20000, "start_ts": "1970-01-01T00:00:00Z", "end_ts": "2100-01-01T00:00:00Z"}""");
        OptimizeRequest request = read(payload, OptimizeRequest.class);

        assertThat(PacedJob.longestStep(Duration.ofMillis(1500), job -> () -> handler.run(request, job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    private Finished run(String fields) {
        return FinishedJobs.run(prices, market("{" + fields + "}"));
    }

    private static Map<String, String> refusals(String fields) {
        return faults(market("{" + fields + "}"), OptimizeRequest.class);
    }

    private static Map<String, String> objectives(String sampler, String objectives) {
        return refusals("\"grid\": \"QUICK\", \"sampler\": \"" + sampler + "\", \"objectives\": " + objectives);
    }

    private OptimizeHandler handler() {
        return new OptimizeHandler(
                prices,
                new StrategyCatalog(null),
                SweepThreads.ONE,
                (window, plan, job) -> {},
                NoHistory.NONE,
                null,
                100,
                3_600);
    }
}
