package dev.quarry.optimisation;

import dev.quarry.engine.Statistics;
import dev.quarry.optimisation.Table.RowExtra;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.search.WalkForward.Fold;
import dev.quarry.sweep.search.WalkForwardResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folds of a walk-forward validation and their summary, under the reference's names (SPEC G.4). */
final class FoldTable {

    private static final List<String> WINDOWS =
            List.of("fold", "train_start", "train_end", "test_start", "test_end", "status");

    private static final List<String> FIGURES = List.of(
            "train_metric",
            "train_trades",
            "test_total_return",
            "test_profit_factor",
            "test_win_rate",
            "test_max_drawdown",
            "test_trades");

    private FoldTable() {}

    /** One row for each fold; one in which nothing met the constraints has its windows and status only. */
    static Table of(Grid grid, Metric metric, WalkForwardResult walked) {
        List<String> columns = new ArrayList<>(WINDOWS);
        columns.addAll(grid.names());
        columns.addAll(FIGURES);
        return new Table(
                columns,
                walked.folds().stream()
                        .map(fold -> record(columns, metric, fold))
                        .toList(),
                walked.folds().stream().map(fold -> extra(metric, fold)).toList());
    }

    private static Map<String, Object> record(List<String> columns, Metric metric, Fold fold) {
        Map<String, Object> row = new LinkedHashMap<>();
        columns.forEach(column -> row.put(column, null));
        row.put("fold", fold.number());
        row.put("train_start", Timestamps.utc(fold.split().trainStart()));
        row.put("train_end", Timestamps.utc(fold.split().trainEnd()));
        row.put("test_start", Timestamps.utc(fold.split().trainEnd()));
        row.put("test_end", Timestamps.utc(fold.split().testEnd()));
        row.put("status", fold.ok() ? "ok" : "no_valid_train_results");
        if (fold.ok()) {
            Statistics train = fold.best().statistics();
            row.putAll(fold.best().combination().values());
            row.put("train_metric", metric.written(metric.of(train)));
            row.put("train_trades", train.trades());
            row.put("test_total_return", fold.test().totalReturnPercent());
            row.put("test_profit_factor", fold.test().profitFactor());
            row.put("test_win_rate", fold.test().winRatePercent());
            row.put("test_max_drawdown", fold.test().maxDrawdownPercent());
            row.put("test_trades", fold.test().trades());
        }
        return row;
    }

    private static RowExtra extra(Metric metric, Fold fold) {
        if (!fold.ok()) {
            return RowExtra.NONE;
        }
        return RowExtra.fold(
                Double.isInfinite(metric.of(fold.best().statistics())),
                fold.test().profitFactorInfinite(),
                fold.test().markToMarketMaxDrawdownPercent());
    }

    /** The summary over all test windows; only counts when no fold has a result. */
    static OptimisationSummary summary(WalkForwardResult walked) {
        if (walked.splits() == 0) {
            return OptimisationSummary.failed("Not enough data for walk-forward splits.");
        }
        int total = walked.folds().size();
        int ok = walked.okFolds().size();
        if (ok == 0) {
            return OptimisationSummary.ofFolds(total, ok);
        }
        return new OptimisationSummary(
                null,
                total,
                ok,
                walked.averageReturnPercent(),
                walked.medianReturnPercent(),
                walked.averageProfitFactor(),
                walked.averageWinRatePercent(),
                walked.averageMaxDrawdownPercent(),
                null,
                null,
                walked.recommendedParams());
    }
}
