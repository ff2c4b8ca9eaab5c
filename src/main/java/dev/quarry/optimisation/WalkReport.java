package dev.quarry.optimisation;

import dev.quarry.assessment.OutOfSample;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.search.Degradation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a walk-forward result says beside the reference's folds; infinite figures are null with a flag. */
final class WalkReport {

    private WalkReport() {}

    /** In sample against out of sample, fold by fold and together. */
    static Map<String, Object> degradation(Metric metric, Degradation degradation) {
        List<Map<String, Object>> folds =
                degradation.folds().stream().map(fold -> fold(metric, fold)).toList();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("metric", metric.text());
        map.put("train_return_pct_per_day", degradation.trainReturnPercentPerDay());
        map.put("test_return_pct_per_day", degradation.testReturnPercentPerDay());
        map.put("walk_forward_efficiency", degradation.efficiency());
        map.put("folds", folds);
        return map;
    }

    private static Map<String, Object> fold(Metric metric, Degradation.Fold fold) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("fold", fold.number());
        WinnerReport.putFlagged(map, metric, "train_metric", fold.trainMetric());
        WinnerReport.putFlagged(map, metric, "test_metric", fold.testMetric());
        map.put("train_return_pct_per_day", fold.trainReturnPercentPerDay());
        map.put("test_return_pct_per_day", fold.testReturnPercentPerDay());
        map.put("efficiency", fold.efficiency());
        return map;
    }

    /** The test windows joined together. */
    static Map<String, Object> outOfSample(OutOfSample joined) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("days", joined.days());
        map.put("trades", joined.trades());
        map.put("total_return_pct", joined.returnPercent());
        map.put("returns_per_year", joined.returnsPerYear());
        map.put("yearly_sharpe", joined.yearlySharpe());
        map.put("max_drawdown_pct", joined.maxDrawdownPercent());
        map.put("probabilistic_sharpe", joined.probabilisticSharpe());
        return map;
    }
}
