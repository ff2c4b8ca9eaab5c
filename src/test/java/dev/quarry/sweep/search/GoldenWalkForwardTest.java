package dev.quarry.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.engine.Golden;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.series.Bars;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.Rows;
import dev.quarry.sweep.SweepPlan;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GoldenWalkForwardTest {

    @TestFactory
    Stream<DynamicTest> walk_forward_validations_are_the_references() {
        return Golden.cases("walk_forward.json").map(c -> dynamicTest(c.name(), () -> check(c)));
    }

    /** Its last test window ends with its last bar, which the reference does not count. */
    @Test
    void a_fold_that_ends_with_the_series_is_complete_and_the_rule_of_the_reference_leaves_it_out() {
        Optional<Golden.Case> golden = Golden.cases("walk_forward.json")
                .filter(c -> c.json().get("id").equals("wf_eth15m_numeric_grid_only"))
                .findFirst();
        assumeTrue(golden.isPresent(), "no golden cases");

        WalkForwardResult asReference = run(golden.get(), "open");
        WalkForwardResult complete = run(golden.get(), "close");

        assertThat(asReference.folds()).hasSize(5);
        assertThat(complete.folds()).hasSize(6);
        assertThat(complete.folds().subList(0, 5)).isEqualTo(asReference.folds());
        Bars bars = golden.get().bars();
        assertThat(complete.folds().get(5).split().testEnd())
                .isEqualTo(bars.openTime()[bars.size() - 1] + bars.timeframe().millis());
    }

    private static WalkForwardResult run(Golden.Case golden, String foldEnd) {
        Map<String, Object> json = golden.json();
        Metric metric = Metric.of((String) json.get("metric")).orElseThrow();
        Map<String, Object> constraints = Golden.object(json, "constraints");
        Map<String, Object> windows = new HashMap<>(Golden.object(json, "walk_forward"));
        windows.put("fold_end", foldEnd);
        WalkForward walkForward = WalkForward.read(new ParameterReader(windows));
        Map<String, Object> base = golden.parameters("base_params");
        Grid grid = Grid.of(RsiBands.STRATEGY, Golden.object(json, "grid"));

        return new LocalTrainings(
                        new IndicatorCache(golden.bars()),
                        cache -> new PlainSweep(cache, Runnable::run, 1),
                        SweepPlan.of(Combinations.searchable(grid, base, () -> {}), base),
                        new GridSearch(
                                metric,
                                SearchConstraints.read(
                                        new ParameterReader(constraints == null ? Map.of() : constraints), 0),
                                (Integer) json.get("top_n_train")))
                .walk(walkForward);
    }

    private static void check(Golden.Case golden) {
        Map<String, Object> json = golden.json();
        Metric metric = Metric.of((String) json.get("metric")).orElseThrow();
        WalkForwardResult result = run(golden, "open");

        List<Object> rows = Golden.list(json, "folds");
        assertThat(result.folds()).hasSameSizeAs(rows);
        boolean allAsReference = true;
        for (int k = 0; k < rows.size(); k++) {
            Map<String, Object> expected = Rows.row(Golden.list(json, "columns"), rows.get(k));
            allAsReference &= checkFold(
                    expected,
                    Golden.list(json, "train_ties").get(k),
                    metric,
                    result.folds().get(k));
        }
        Map<String, Object> summary = Golden.object(json, "summary");
        if (summary.containsKey("error")) {
            assertThat(result.splits()).isZero();
        } else if (allAsReference) {
            checkSummary(summary, result);
        }
    }

    /** Whether the reference chose the same combination; where several tie for the best it may have chosen another. */
    private static boolean checkFold(Map<String, Object> expected, Object ties, Metric metric, WalkForward.Fold fold) {
        assertThat(fold.number()).isEqualTo(((Number) expected.get("fold")).intValue());
        assertThat(Instant.ofEpochMilli(fold.split().trainStart())).isEqualTo((String) expected.get("train_start"));
        assertThat(Instant.ofEpochMilli(fold.split().trainEnd())).isEqualTo((String) expected.get("train_end"));
        assertThat(Instant.ofEpochMilli(fold.split().trainEnd())).isEqualTo((String) expected.get("test_start"));
        assertThat(Instant.ofEpochMilli(fold.split().testEnd())).isEqualTo((String) expected.get("test_end"));
        assertThat(fold.ok()).isEqualTo(expected.get("status").equals("ok"));
        if (!fold.ok()) {
            return true;
        }
        boolean rankedByReference = !Double.isNaN(Golden.number(expected.get("train_metric")));
        if (rankedByReference) {
            Golden.assertClose("train", metric.of(fold.best().statistics()), expected.get("train_metric"));
            assertThat((List<?>) ((Map<?, ?>) ties).get("tied"))
                    .anyMatch(tied -> tied.equals(fold.best().combination().values()));
        }
        boolean same = fold.best().combination().values().entrySet().stream()
                .allMatch(e -> e.getValue() instanceof Number n
                        ? n.doubleValue() == Golden.number(expected.get(e.getKey()))
                        : e.getValue().equals(expected.get(e.getKey())));
        if (same) {
            Golden.assertClose("trades", fold.best().statistics().trades(), expected.get("train_trades"));
            Golden.assertClose("return", fold.test().totalReturnPercent(), expected.get("test_total_return"));
            Golden.assertClose("profit factor", fold.test().profitFactor(), expected.get("test_profit_factor"));
            Golden.assertClose("win rate", fold.test().winRatePercent(), expected.get("test_win_rate"));
            Golden.assertClose("drawdown", fold.test().maxDrawdownPercent(), expected.get("test_max_drawdown"));
            Golden.assertClose("test trades", fold.test().trades(), expected.get("test_trades"));
        }
        return same;
    }

    private static void checkSummary(Map<String, Object> summary, WalkForwardResult result) {
        assertThat(result.folds()).hasSize((Integer) summary.get("folds_total"));
        assertThat(result.okFolds()).hasSize((Integer) summary.get("folds_ok"));
        Golden.assertClose("return", result.averageReturnPercent(), summary.get("oos_avg_return"));
        Golden.assertClose("median", result.medianReturnPercent(), summary.get("oos_median_return"));
        Golden.assertClose("profit factor", result.averageProfitFactor(), summary.get("oos_avg_profit_factor"));
        Golden.assertClose("win rate", result.averageWinRatePercent(), summary.get("oos_avg_win_rate"));
        Golden.assertClose("drawdown", result.averageMaxDrawdownPercent(), summary.get("oos_avg_max_drawdown"));
        assertThat(result.recommendedParams()).isEqualTo(summary.get("recommended_params"));
    }
}
