package dev.quarry.optimisation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.platform.json.Described;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.search.GridAnalysis;
import dev.quarry.sweep.search.GridSearch;
import java.util.List;
import java.util.Map;

/** What a result says about its winner besides the reference's rows; infinite figures are null with a flag. */
final class WinnerReport {

    private WinnerReport() {}

    /** What the first ten rows have in common. */
    record Analysis(
            @Described("The parameters that vary, of the best row")
            Map<String, Object> bestParams,

            @Described("The most frequent value of each; of equally frequent ones the smallest")
            @JsonProperty("common_in_top_10")
            Map<String, Object> commonInTop10,

            @Described("Least, greatest and mean value of each that is a number")
            Map<String, GridAnalysis.Range> recommendedRanges,

            @Described("Of the best row; null where it is infinite")
            double topProfitFactor,

            @Described("Whether no trade of it lost") boolean topProfitFactorInfinite,

            @Described("Mean over the rows where it is finite") @JsonProperty("avg_profit_factor_top_10")
            double averageProfitFactorTop10,

            @Described("Whether it is finite in none") @JsonProperty("avg_profit_factor_top_10_infinite")
            boolean averageProfitFactorTop10Infinite) {

        static Analysis of(List<CombinationResult> best) {
            GridAnalysis found = GridAnalysis.of(best);
            return new Analysis(
                    found.bestParams(),
                    found.commonInTop10(),
                    found.recommendedRanges(),
                    found.topProfitFactor(),
                    Double.isInfinite(found.topProfitFactor()),
                    found.averageProfitFactorTop10(),
                    Double.isInfinite(found.averageProfitFactorTop10()));
        }
    }

    /** How the best row's neighbours in the grid do. */
    record Plateau(
            @Described("What was ranked by") String metric,

            @Described("How flat it is around the best: the median over the best, at most 1")
            double score,

            @Described("Neighbours that were back-tested") int neighbours,
            @Described("Those that could not be run") int failed,
            @Described("Those that came to the same trades") int unchanged,

            @Described("Those that met the constraints, percent")
            double passingPct,

            @Described("Mean of the metric over them") double mean,

            @Described("Median of the metric; null where it is infinite")
            Number median,

            @Described("Whether the median is infinite") boolean medianInfinite,

            @Described("Worst of the metric; null where it is infinite")
            Number worst,

            @Described("Whether the worst is infinite") boolean worstInfinite) {

        static Plateau of(
                IndicatorCache indicators,
                SweepPlan plan,
                GridSearch search,
                CombinationResult winner,
                Runnable checkpoint) {
            dev.quarry.sweep.search.Plateau found =
                    dev.quarry.sweep.search.Plateau.of(indicators, plan, search, winner, checkpoint);
            return new Plateau(
                    search.metric().text(),
                    found.score(),
                    found.neighbours(),
                    found.failed(),
                    found.unchanged(),
                    found.passingPercent(),
                    found.mean(),
                    search.metric().written(found.median()),
                    Double.isInfinite(found.median()),
                    search.metric().written(found.worst()),
                    Double.isInfinite(found.worst()));
        }
    }
}
