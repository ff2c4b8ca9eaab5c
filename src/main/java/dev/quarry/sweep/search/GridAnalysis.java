package dev.quarry.sweep.search;

import dev.quarry.strategy.Preset;
import dev.quarry.sweep.CombinationResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the best rows of a grid search have in common (SPEC G.5), over its first ten rows.
 *
 * @param bestParams the combination of the best row
 * @param commonInTop10 the most frequent value of each parameter, of equally frequent ones the smallest
 * @param recommendedRanges least, greatest and mean value of each parameter whose values are numbers
 * @param topProfitFactor of the best row; may be infinite
 * @param averageProfitFactorTop10 over the rows where it is finite; infinite when it is in none
 */
public record GridAnalysis(
        Map<String, Object> bestParams,
        Map<String, Object> commonInTop10,
        Map<String, Range> recommendedRanges,
        double topProfitFactor,
        double averageProfitFactorTop10) {

    private static final int TOP = 10;

    /** The values that a parameter takes in the best rows. */
    public record Range(double min, double max, double mean) {}

    /**
     * Analyses rows that are ranked best first.
     *
     * @throws IllegalArgumentException when there is no row
     */
    public static GridAnalysis of(List<CombinationResult> ranked) {
        if (ranked.isEmpty()) {
            throw new IllegalArgumentException("no row to analyse");
        }
        List<CombinationResult> top = ranked.subList(0, Math.min(TOP, ranked.size()));
        Map<String, Object> common = new LinkedHashMap<>();
        Map<String, Range> ranges = new LinkedHashMap<>();
        for (String name : top.get(0).combination().values().keySet()) {
            List<Object> values = new ArrayList<>();
            top.forEach(row -> values.add(row.combination().values().get(name)));
            common.put(name, mostFrequent(values));
            if (values.stream().allMatch(Number.class::isInstance)) {
                var numbers = values.stream()
                        .mapToDouble(value -> ((Number) value).doubleValue())
                        .summaryStatistics();
                ranges.put(name, new Range(numbers.getMin(), numbers.getMax(), numbers.getAverage()));
            }
        }
        return new GridAnalysis(
                top.get(0).combination().values(),
                common,
                ranges,
                top.get(0).statistics().profitFactor(),
                top.stream()
                        .mapToDouble(row -> row.statistics().profitFactor())
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.POSITIVE_INFINITY));
    }

    /** A row as a preset of the category {@code optimized}: the base parameters overwritten by its combination. */
    public static Preset preset(
            String key, String name, String description, Map<String, Object> base, CombinationResult row) {
        return preset(key, name, description, base, row.combination().values());
    }

    /** The same with the values of the varied parameters. */
    public static Preset preset(
            String key, String name, String description, Map<String, Object> base, Map<String, Object> values) {
        Map<String, Object> parameters = new LinkedHashMap<>(base);
        parameters.putAll(values);
        return new Preset(key, name, description, "optimized", parameters);
    }

    /** The value that occurs most often; of several the smallest: null, false before true, numbers by size, then texts. */
    static Object mostFrequent(List<Object> values) {
        Map<Object, Integer> counts = new LinkedHashMap<>();
        values.forEach(value -> counts.merge(value == null ? "" : value, 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        // Collections.min may find null, which a stream can't.
        return Collections.min(
                values.stream()
                        .filter(value -> counts.get(value == null ? "" : value) == most)
                        .toList(),
                Comparator.nullsFirst(GridAnalysis::compare));
    }

    private static int compare(Object left, Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        return left.toString().compareTo(right.toString());
    }
}
