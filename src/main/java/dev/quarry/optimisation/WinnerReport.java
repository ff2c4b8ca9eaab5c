package dev.quarry.optimisation;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.search.GridAnalysis;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.Plateau;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a result says about its winner, beside the reference's rows; infinite figures are null with a flag. */
final class WinnerReport {

    private WinnerReport() {}

    /** What the first ten rows have in common. */
    static Map<String, Object> analysis(List<CombinationResult> best) {
        GridAnalysis analysis = GridAnalysis.of(best);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("best_params", analysis.bestParams());
        map.put("common_in_top_10", analysis.commonInTop10());
        map.put("recommended_ranges", analysis.recommendedRanges());
        putFlagged(map, Metric.PROFIT_FACTOR, "top_profit_factor", analysis.topProfitFactor());
        putFlagged(map, Metric.PROFIT_FACTOR, "avg_profit_factor_top_10", analysis.averageProfitFactorTop10());
        return map;
    }

    /** How the best row's neighbours in the grid do. */
    static Map<String, Object> plateau(
            IndicatorCache indicators,
            SweepPlan plan,
            GridSearch search,
            CombinationResult winner,
            Runnable checkpoint) {
        Plateau plateau = Plateau.of(indicators, plan, search, winner, checkpoint);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("metric", search.metric().text());
        map.put("score", plateau.score());
        map.put("neighbours", plateau.neighbours());
        map.put("failed", plateau.failed());
        map.put("unchanged", plateau.unchanged());
        map.put("passing_pct", plateau.passingPercent());
        map.put("mean", plateau.mean());
        putFlagged(map, search.metric(), "median", plateau.median());
        putFlagged(map, search.metric(), "worst", plateau.worst());
        return map;
    }

    static void putFlagged(Map<String, Object> map, Metric metric, String name, double value) {
        map.put(name, metric.written(value));
        map.put(name + "_infinite", Double.isInfinite(value));
    }
}
