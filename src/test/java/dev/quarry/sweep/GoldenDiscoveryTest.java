package dev.quarry.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.engine.Golden;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.rsibands.Presets;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.search.WinCriteria;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenDiscoveryTest {

    @TestFactory
    Stream<DynamicTest> discoveries_are_the_references() {
        return Golden.cases("discovery.json", "discovery_small.json").map(c -> dynamicTest(c.name(), () -> check(c)));
    }

    private static void check(Golden.Case golden) {
        Map<String, Object> json = golden.json();
        Grid grid = Grid.of(RsiBands.STRATEGY, Golden.object(json, "grid"));
        Combinations distinct = Combinations.distinct(grid);
        assertThat(grid.size()).isEqualTo(number(json, "raw_combinations"));
        assertThat(distinct.size()).isEqualTo(number(json, "filtered_combinations"));

        List<CombinationResult> results = runOnTwoThreads(golden, distinct);

        SweepPlan named = SweepPlan.of(distinct, Golden.object(json, "base_params"));
        WinCriteria criteria = WinCriteria.read(new ParameterReader(Golden.object(json, "win_criteria")));
        List<Object> rows = Golden.list(json, "runs");
        assertThat(results).hasSameSizeAs(rows);
        int winners = 0;
        CombinationResult best = null;
        for (int i = 0; i < rows.size(); i++) {
            CombinationResult actual = results.get(i);
            Map<String, Object> expected = Rows.row(Golden.list(json, "run_columns"), rows.get(i));
            Rows.assertValues(expected, actual.combination());
            Rows.assertFigures(expected, actual.statistics());
            assertThat(ParamsHash.of(named.raw(actual.combination())).value()).isEqualTo(expected.get("params_hash"));
            boolean winner = criteria.wonBy(actual.statistics());
            assertThat(winner).isEqualTo(Integer.valueOf(1).equals(expected.get("is_winner")));
            winners += winner ? 1 : 0;
            if (best == null
                    || actual.statistics().totalReturnPercent()
                            > best.statistics().totalReturnPercent()) {
                best = actual;
            }
        }
        Map<String, Object> summary = Golden.object(json, "summary");
        assertThat((long) winners).isEqualTo(number(summary, "winners_found"));
        Golden.assertClose("best", best.statistics().totalReturnPercent(), summary.get("best_return"));
        assertThat(best.combination().values()).isEqualTo(summary.get("best_params"));
        checkHashes(json, named, results);
    }

    private static List<CombinationResult> runOnTwoThreads(Golden.Case golden, Combinations distinct) {
        ExecutorService executor = Executors.newFixedThreadPool(1);
        try {
            List<CombinationResult> results = new ArrayList<>();
            SweepPlan plan = SweepPlan.of(distinct, golden.parameters("base_params"));
            new PlainSweep(golden.bars(), executor, 2).run(plan, SweepProgress.NONE, results::add);
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    private static void checkHashes(Map<String, Object> json, SweepPlan named, List<CombinationResult> results) {
        for (Object example : Golden.list(json, "hash_examples")) {
            @SuppressWarnings("unchecked")
            Map<String, Object> expected = (Map<String, Object>) example;
            Combination combination =
                    results.get((int) number(expected, "index")).combination();
            ParamsHash hash = ParamsHash.of(named.raw(combination));
            assertThat(hash.hashedText()).isEqualTo(expected.get("hash_input"));
            assertThat(hash.value()).isEqualTo(expected.get("params_hash"));
            assertThat(PythonJson.object(combination.values())).isEqualTo(expected.get("params_json_stored"));
        }
    }

    private static long number(Map<String, Object> json, String key) {
        return ((Number) json.get(key)).longValue();
    }

    @TestFactory
    Stream<DynamicTest> presets_are_the_references() {
        Map<String, Object> golden = Golden.sharedFile("presets.json");
        return golden == null
                ? Stream.of()
                : Presets.all().stream()
                        .map(preset -> dynamicTest(preset.key(), () -> {
                            Map<String, Object> actual = new LinkedHashMap<>();
                            actual.put("name", preset.name());
                            actual.put("description", preset.description());
                            actual.put("category", preset.category());
                            actual.putAll(preset.parameters());
                            assertThat(List.copyOf(actual.keySet()))
                                    .isEqualTo(List.copyOf(
                                            Golden.object(golden, preset.key()).keySet()));
                            assertThat(actual).isEqualTo(golden.get(preset.key()));
                            assertThat(golden).hasSameSizeAs(Presets.all());
                        }));
    }

    @TestFactory
    Stream<DynamicTest> every_preset_can_be_run() {
        return Presets.all().stream()
                .map(preset -> dynamicTest(preset.key(), () -> {
                    StrategyParameters parameters = StrategyParameters.parse(
                                    RsiBands.STRATEGY, preset.parameters(), StrategyParameters.SERVICE_COMMISSION)
                            .orThrow();
                    assertThat(StrategyParameters.parse(RsiBands.STRATEGY, parameters.toMap(), 0)
                                    .orThrow()
                                    .toMap())
                            .isEqualTo(parameters.toMap());
                }));
    }
}
