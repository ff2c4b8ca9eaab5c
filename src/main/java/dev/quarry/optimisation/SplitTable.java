package dev.quarry.optimisation;

import dev.quarry.assessment.CrossValidatedPaths;
import dev.quarry.assessment.CrossValidatedPaths.Path;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.series.Bars;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.search.PurgedCrossValidation.Group;
import dev.quarry.sweep.search.PurgedCrossValidationResult;
import dev.quarry.sweep.search.PurgedCrossValidationResult.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a combinatorial purged cross-validation says: a row for each split, the groups, the paths and what was chosen. */
final class SplitTable {

    private static final int MOST_CHOICES = 20;

    private static final List<String> SPLIT = List.of("split", "test_groups", "train_bars", "status");

    private static final List<String> FIGURES = List.of(
            "train_metric",
            "train_trades",
            "test_total_return",
            "test_yearly_sharpe",
            "test_max_drawdown",
            "test_trades");

    private SplitTable() {}

    /** One row for each split; one in which nothing met the constraints has no parameters and figures. Groups count from 1. */
    static Table of(Grid grid, Metric metric, PurgedCrossValidationResult validated, CrossValidatedPaths paths) {
        List<String> columns = new ArrayList<>(SPLIT);
        columns.addAll(grid.names());
        columns.addAll(FIGURES);
        List<Map<String, Object>> records = new ArrayList<>();
        List<Map<String, Object>> extras = new ArrayList<>();
        for (int k = 0; k < validated.splits().size(); k++) {
            Split split = validated.splits().get(k);
            Map<String, Object> row = new LinkedHashMap<>();
            columns.forEach(column -> row.put(column, null));
            row.put("split", k + 1);
            row.put(
                    "test_groups",
                    split.tested().stream().map(group -> "" + (group + 1)).collect(Collectors.joining(", ")));
            row.put("train_bars", split.trainBars());
            row.put("status", split.ok() ? "ok" : "no_valid_train_results");
            if (split.ok()) {
                double trained = metric.of(split.best().statistics());
                Path test = Path.of(validated.tests().get(k), paths.returnsPerYear());
                row.putAll(split.best().combination().values());
                row.put("train_metric", metric.written(trained));
                row.put("train_trades", split.best().statistics().trades());
                row.put("test_total_return", test.returnPercent());
                row.put("test_yearly_sharpe", test.yearlySharpe());
                row.put("test_max_drawdown", test.maxDrawdownPercent());
                row.put("test_trades", test.trades());
                extras.add(Map.of("train_metric_infinite", Double.isInfinite(trained)));
            } else {
                extras.add(Map.of());
            }
            records.add(row);
        }
        return new Table(columns, records, extras);
    }

    /** Counts, and the combination that was chosen most often. */
    static Map<String, Object> summary(PurgedCrossValidationResult validated) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("splits_total", validated.splits().size());
        summary.put("splits_ok", validated.okSplits().size());
        validated.choices().stream().findFirst().ifPresent(most -> summary.put("recommended_params", most.values()));
        return summary;
    }

    /** The groups, the paths with the spread of their Sharpe ratios, and the combinations that were chosen most often. */
    static Map<String, Object> paths(Bars bars, PurgedCrossValidationResult validated, CrossValidatedPaths paths) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("purge_bars", validated.purge());
        map.put("embargo_bars", validated.embargo());
        map.put(
                "groups",
                IntStream.range(0, validated.groups().size())
                        .mapToObj(k -> group(bars, k + 1, validated.groups().get(k)))
                        .toList());
        map.put("returns_per_year", paths.returnsPerYear());
        map.put("paths", paths.paths().stream().map(SplitTable::path).toList());
        map.put("median_yearly_sharpe", paths.median());
        map.put("mean_yearly_sharpe", paths.mean());
        map.put("deviation_yearly_sharpe", paths.deviation());
        map.put("share_below_zero", paths.shareBelowZero());
        map.put("distinct_choices", validated.choices().size());
        map.put(
                "choices",
                validated.choices().stream()
                        .limit(MOST_CHOICES)
                        .map(choice -> choice(choice, validated.splits().size()))
                        .toList());
        map.put("sentence", sentence(paths, validated));
        return map;
    }

    private static Map<String, Object> group(Bars bars, int number, Group group) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("group", number);
        map.put("start", Timestamps.utc(bars.openTime()[group.from()]));
        map.put(
                "end",
                Timestamps.utc(
                        bars.openTime()[group.to() - 1] + bars.timeframe().millis()));
        map.put("bars", group.to() - group.from());
        return map;
    }

    private static Map<String, Object> path(Path path) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("days", path.days());
        map.put("trades", path.trades());
        map.put("total_return_pct", path.returnPercent());
        map.put("yearly_sharpe", path.yearlySharpe());
        map.put("max_drawdown_pct", path.maxDrawdownPercent());
        return map;
    }

    private static Map<String, Object> choice(PurgedCrossValidationResult.Choice choice, int splits) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("params", choice.values());
        map.put("splits", choice.splits());
        map.put("share", (double) choice.splits() / splits);
        return map;
    }

    private static String sentence(CrossValidatedPaths paths, PurgedCrossValidationResult validated) {
        if (Double.isNaN(paths.median())) {
            return "No path has a Sharpe ratio: what was chosen did not trade on the days that it was tested on."
                    + " Next: loosen the constraints, or take a longer range.";
        }
        int below = (int)
                paths.paths().stream().filter(path -> path.yearlySharpe() < 0).count();
        String what = String.format(
                Locale.ROOT,
                "On days that were not searched the median of %d paths has a yearly Sharpe ratio of %.2f; %d of them %s below 0.",
                paths.paths().size(),
                paths.median(),
                below,
                below == 1 ? "is" : "are");
        String next = paths.median() > 0
                ? "read the verdict, which says how far luck alone would explain it"
                : "leave it: what the search picks does not last";
        return what + " Next: " + next + ".";
    }
}
