package dev.quarry.sweep.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a walk-forward validation found. Averages run over the folds that are ok, and are NaN when there is none.
 *
 * @param splits folds that fit into the series; 0 means there was not enough data
 * @param folds those whose windows had bars, in order
 */
public record WalkForwardResult(int splits, List<WalkForward.Fold> folds) {

    public WalkForwardResult {
        folds = List.copyOf(folds);
    }

    /** Folds in which some combination met the constraints. */
    public List<WalkForward.Fold> okFolds() {
        return folds.stream().filter(WalkForward.Fold::ok).toList();
    }

    /** Mean total return of the test windows, in percent. */
    public double averageReturnPercent() {
        return mean(figures(fold -> fold.test().totalReturnPercent()));
    }

    /** Median total return of the test windows, in percent. */
    public double medianReturnPercent() {
        double[] sorted = figures(fold -> fold.test().totalReturnPercent());
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Mean profit factor of the test windows where it is finite. */
    public double averageProfitFactor() {
        return mean(Arrays.stream(figures(fold -> fold.test().profitFactor()))
                .filter(Double::isFinite)
                .toArray());
    }

    /** Mean share of winning trades of the test windows, in percent. */
    public double averageWinRatePercent() {
        return mean(figures(fold -> fold.test().winRatePercent()));
    }

    /** Mean greatest drawdown of the test windows, in percent. */
    public double averageMaxDrawdownPercent() {
        return mean(figures(fold -> fold.test().maxDrawdownPercent()));
    }

    /** For each parameter the value that was best in most folds; of equally frequent ones the smallest. */
    public Map<String, Object> recommendedParams() {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (WalkForward.Fold fold : okFolds()) {
            fold.best().combination().values().forEach((name, value) -> values.computeIfAbsent(
                            name, n -> new ArrayList<>())
                    .add(value));
        }
        Map<String, Object> recommended = new LinkedHashMap<>();
        values.forEach((name, list) -> recommended.put(name, GridAnalysis.mostFrequent(list)));
        return recommended;
    }

    private double[] figures(ToDoubleFunction<WalkForward.Fold> figure) {
        return okFolds().stream().mapToDouble(figure).toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? Double.NaN : sum / values.length;
    }
}
