package dev.quarry.optimisation;

import dev.quarry.sweep.SweepFailures;
import java.util.List;
import java.util.Map;

/**
 * A combination that could not be run.
 *
 * @param params the combination
 * @param reason why
 */
public record Failure(Map<String, Object> params, String reason) {

    static List<Failure> first(SweepFailures failures) {
        return failures.first().stream()
                .map(f -> new Failure(f.combination().values(), f.failure()))
                .toList();
    }

    @Override
    public String toString() {
        return params + ": " + reason;
    }
}
