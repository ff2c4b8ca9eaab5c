package dev.quarry.patterns;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

/**
 * What a refresh of the rules is asked to do. An explicit 0 means no threshold.
 *
 * @param minConfidence rules with less are dropped, 0 to 1; 0.3 when absent
 * @param minOccurrencePct rules that fewer of the winners meet are dropped, percent; 10 when absent
 */
public record PatternsRequest(
        @DecimalMin(value = "0", message = "must be at least 0") @DecimalMax(value = "1", message = "must be at most 1") Double minConfidence,

        @DecimalMin(value = "0", message = "must be at least 0") @DecimalMax(value = "100", message = "must be at most 100") Double minOccurrencePct) {

    public PatternsRequest {
        minConfidence = minConfidence == null ? Double.valueOf(0.3) : minConfidence;
        minOccurrencePct = minOccurrencePct == null ? Double.valueOf(10) : minOccurrencePct;
    }

    RuleThresholds thresholds() {
        return new RuleThresholds(minConfidence, minOccurrencePct);
    }
}
