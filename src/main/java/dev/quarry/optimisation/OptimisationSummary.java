package dev.quarry.optimisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;
import java.util.Map;

/** The summary over all folds or splits. What does not apply is absent; a mean over nothing is null. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OptimisationSummary(
        @Described("Why there are no folds; only where there are none")
        String error,

        @Described("Folds whose windows had bars; only when walking forward")
        Integer foldsTotal,

        @Described("Folds in which some combination met the constraints")
        Integer foldsOk,

        @Described("Mean total return of the test windows, percent")
        Double oosAvgReturn,

        @Described("Median total return of the test windows, percent")
        Double oosMedianReturn,

        @Described("Mean profit factor of the test windows in which some trade lost")
        Double oosAvgProfitFactor,

        @Described("Mean share of winning trades of the test windows, percent")
        Double oosAvgWinRate,

        @Described("Mean greatest drawdown of the test windows, percent")
        Double oosAvgMaxDrawdown,

        @Described("Splits; only when cross-validating") Integer splitsTotal,

        @Described("Splits in which some combination met the constraints")
        Integer splitsOk,

        @Described("The parameters that vary, as most folds or splits chose them; absent where none chose any")
        Map<String, Object> recommendedParams) {

    static OptimisationSummary failed(String error) {
        return new OptimisationSummary(error, null, null, null, null, null, null, null, null, null, null);
    }

    static OptimisationSummary ofFolds(int total, int ok) {
        return new OptimisationSummary(null, total, ok, null, null, null, null, null, null, null, null);
    }

    static OptimisationSummary ofSplits(int total, int ok, Map<String, Object> recommended) {
        return new OptimisationSummary(null, null, null, null, null, null, null, null, total, ok, recommended);
    }
}
