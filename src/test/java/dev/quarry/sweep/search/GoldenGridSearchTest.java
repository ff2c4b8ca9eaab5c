package dev.quarry.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.engine.Golden;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.Preset;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.Rows;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenGridSearchTest {

    @TestFactory
    Stream<DynamicTest> grid_searches_are_the_references() {
        return Golden.cases("grid_quick.json", "grid_default.json").map(c -> dynamicTest(c.name(), () -> check(c)));
    }

    @TestFactory
    Stream<DynamicTest> the_analysis_of_a_search_is_the_references() {
        Map<String, Object> golden = Golden.sharedFile("grid_analysis.json");
        return Golden.cases("grid_quick.json")
                .filter(c ->
                        golden != null && "quick_eth30m_both".equals(c.json().get("id")))
                .map(c -> dynamicTest(c.name(), () -> checkAnalysis(c, golden)));
    }

    private static void check(Golden.Case golden) {
        Grid grid = Grid.of(RsiBands.STRATEGY, Golden.object(golden.json(), "grid"));
        assertThat(grid.size()).isEqualTo(((Number) golden.json().get("combinations")).longValue());
        SweepPlan plan = plan(golden, grid);
        List<CombinationResult> results = new ArrayList<>();
        new PlainSweep(golden.bars()).run(plan, SweepProgress.NONE, results::add);

        if (golden.json().containsKey("all_results")) {
            Map<String, Object> all = Golden.object(golden.json(), "all_results");
            List<Object> rows = Golden.list(all, "rows");
            assertThat(results).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                Map<String, Object> expected = Rows.row(Golden.list(all, "columns"), rows.get(i));
                Rows.assertValues(expected, results.get(i).combination());
                Rows.assertFigures(expected, results.get(i).statistics());
            }
        } else {
            assertThat(results).isEmpty();
        }
        for (Object search : Golden.list(golden.json(), "searches")) {
            @SuppressWarnings("unchecked")
            Map<String, Object> expected = (Map<String, Object>) search;
            checkSearch(expected, plan, results);
        }
    }

    private static SweepPlan plan(Golden.Case golden, Grid grid) {
        Map<String, Object> base = golden.parameters("base_params");
        return SweepPlan.of(Combinations.searchable(grid, base, () -> {}), base);
    }

    /** Ties are unordered in the reference: figures must agree in order, and the combination where no other ties. */
    private static void checkSearch(Map<String, Object> expected, SweepPlan plan, List<CombinationResult> all) {
        Metric metric = Metric.of((String) expected.get("metric")).orElseThrow();
        Map<String, Object> constraints = Golden.object(expected, "constraints");
        ParameterReader reader = new ParameterReader(constraints == null ? Map.of() : constraints);
        GridSearch search =
                new GridSearch(metric, SearchConstraints.read(reader, (Integer) expected.get("min_trades")), (Integer)
                        expected.get("top_n"));
        assertThat(reader.faults()).isEmpty();

        GridSearch.Result result = search.run((p, progress, results) -> all.forEach(results), plan, SweepProgress.NONE);

        assertThat(result.tested()).isEqualTo(all.size());
        assertThat(result.passing()).isEqualTo(((Number) expected.get("passing")).longValue());
        assertThat(result.best()).isSortedAccordingTo(metric.bestFirst());
        List<Object> rows = Golden.list(expected, "result");
        assertThat(result.best()).hasSameSizeAs(rows);
        if (!Boolean.TRUE.equals(expected.get("sorted"))) {
            return;
        }
        List<Object> columns = Golden.list(expected, "result_columns");
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> row = Rows.row(columns, rows.get(i));
            CombinationResult actual = result.best().get(i);
            Golden.assertClose("row " + i, metric.of(actual.statistics()), row.get(metric.text()));
            double value = metric.of(actual.statistics());
            if (all.stream().filter(r -> metric.of(r.statistics()) == value).count() == 1) {
                Rows.assertValues(row, actual.combination());
                Rows.assertFigures(row, actual.statistics());
            }
        }
    }

    private static void checkAnalysis(Golden.Case golden, Map<String, Object> file) {
        Grid grid = Grid.of(RsiBands.STRATEGY, Golden.object(golden.json(), "grid"));
        SweepPlan plan = plan(golden, grid);
        List<CombinationResult> results = new ArrayList<>();
        new PlainSweep(golden.bars()).run(plan, SweepProgress.NONE, results::add);
        List<CombinationResult> ranked = inTheOrderOf(firstSearch(golden), results);

        Map<String, Object> expected = Golden.object(file, "analysis");
        GridAnalysis analysis = GridAnalysis.of(ranked);
        assertThat(analysis.bestParams()).isEqualTo(expected.get("best_params"));
        assertThat(analysis.commonInTop10()).isEqualTo(expected.get("common_in_top_10"));
        Golden.object(expected, "recommended_ranges").forEach((name, range) -> {
            @SuppressWarnings("unchecked")
            Map<String, Object> wanted = (Map<String, Object>) range;
            assertThat(analysis.recommendedRanges()).containsKey(name);
            Golden.assertClose(name, analysis.recommendedRanges().get(name).min(), wanted.get("min"));
            Golden.assertClose(name, analysis.recommendedRanges().get(name).max(), wanted.get("max"));
            Golden.assertClose(name, analysis.recommendedRanges().get(name).mean(), wanted.get("mean"));
        });
        Golden.assertClose("top", analysis.topProfitFactor(), expected.get("top_profit_factor"));
        Golden.assertClose("average", analysis.averageProfitFactorTop10(), expected.get("avg_profit_factor_top_10"));

        Preset preset = GridAnalysis.preset("k", "n", "d", Golden.object(golden.json(), "base_params"), ranked.get(0));
        Map<String, Object> wanted = Golden.object(file, "preset");
        preset.parameters().forEach((name, value) -> assertThat(value).as(name).isEqualTo(wanted.get(name)));
        assertThat(preset.category()).isEqualTo(wanted.get("category"));
        assertThat(preset.parameters()).hasSize(wanted.size() - 3);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> firstSearch(Golden.Case golden) {
        return (Map<String, Object>) Golden.list(golden.json(), "searches").get(0);
    }

    /** The reference's own ranking, ties as it happened to break them. */
    private static List<CombinationResult> inTheOrderOf(Map<String, Object> search, List<CombinationResult> results) {
        return Golden.list(search, "result").stream()
                .map(cells -> Rows.row(Golden.list(search, "result_columns"), cells))
                .map(row -> results.stream()
                        .filter(r -> row.entrySet()
                                .containsAll(r.combination().values().entrySet()))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> ranking_is_a_total_order_whatever_the_order_of_arrival() {
        return Golden.cases("grid_quick.json")
                .filter(c -> c.json().containsKey("all_results"))
                .map(c -> dynamicTest(c.name(), () -> {
                    SweepPlan plan = plan(c, Grid.of(RsiBands.STRATEGY, Golden.object(c.json(), "grid")));
                    List<CombinationResult> results = new ArrayList<>();
                    new PlainSweep(c.bars()).run(plan, SweepProgress.NONE, results::add);
                    List<CombinationResult> reversed = new ArrayList<>(results);
                    reversed.sort(Comparator.comparing(
                                    (CombinationResult r) -> r.combination().index())
                            .reversed());
                    for (Metric metric : Metric.values()) {
                        GridSearch search = new GridSearch(metric, SearchConstraints.minTrades(0), 7);
                        assertThat(search.run((p, g, out) -> reversed.forEach(out), plan, SweepProgress.NONE)
                                        .best())
                                .isEqualTo(search.run((p, g, out) -> results.forEach(out), plan, SweepProgress.NONE)
                                        .best());
                    }
                }));
    }
}
