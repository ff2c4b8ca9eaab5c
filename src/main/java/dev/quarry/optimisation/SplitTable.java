package dev.quarry.optimisation;

import dev.quarry.assessment.CrossValidatedPaths;
import dev.quarry.assessment.CrossValidatedPaths.Path;
import dev.quarry.optimisation.Table.RowExtra;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.search.PurgedCrossValidationResult;
import dev.quarry.sweep.search.PurgedCrossValidationResult.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The splits of a combinatorial purged cross-validation, a row each, and their summary. */
final class SplitTable {

    private static final List<String> SPLIT = List.of("split", "test_groups", "train_bars", "status");

    private static final List<String> FIGURES = List.of(
            "train_metric",
            "train_trades",
            "test_total_return",
            "test_yearly_sharpe",
            "test_max_drawdown",
            "test_trades");

    private SplitTable() {}

    /**
     * One row for each split; one in which nothing met the constraints has no parameters and figures. Groups count from
     * 1.
     */
    static Table of(Grid grid, Metric metric, PurgedCrossValidationResult validated, CrossValidatedPaths paths) {
        List<String> columns = new ArrayList<>(SPLIT);
        columns.addAll(grid.names());
        columns.addAll(FIGURES);
        List<Map<String, Object>> records = new ArrayList<>();
        List<RowExtra> extras = new ArrayList<>();
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
                extras.add(RowExtra.split(Double.isInfinite(trained)));
            } else {
                extras.add(RowExtra.NONE);
            }
            records.add(row);
        }
        return new Table(columns, records, extras);
    }

    /** Counts, and the combination that was chosen most often. */
    static OptimisationSummary summary(PurgedCrossValidationResult validated) {
        return OptimisationSummary.ofSplits(
                validated.splits().size(),
                validated.okSplits().size(),
                validated.choices().stream()
                        .findFirst()
                        .map(PurgedCrossValidationResult.Choice::values)
                        .orElse(null));
    }
}
