package dev.quarry.sweep;

import dev.quarry.engine.Statistics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of one combination: either statistics or a failure.
 *
 * @param combination what was tested
 * @param statistics of its back-test; null when it failed
 * @param failure why it could not be run; null when it could
 */
public record CombinationResult(Combination combination, Statistics statistics, String failure) {

    public CombinationResult {
        if ((statistics == null) == (failure == null)) {
            throw new IllegalArgumentException("either statistics or a failure");
        }
    }

    /** A combination that was back-tested. */
    public static CombinationResult tested(Combination combination, Statistics statistics) {
        return new CombinationResult(combination, statistics, null);
    }

    /** A combination that could not be run. */
    public static CombinationResult failed(Combination combination, String failure) {
        return new CombinationResult(combination, null, failure);
    }

    /** Whether there are no statistics. */
    public boolean failed() {
        return failure != null;
    }

    /** The reference's result row (SPEC G.1): the combination, then the figures. {@code profit_factor} may be infinite. */
    public Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>(combination.values());
        for (Metric metric : Metric.values()) {
            row.put(metric.text(), metric.written(metric.of(statistics)));
        }
        return row;
    }
}
