package dev.quarry.patterns;

import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.runs.MarketFilter;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.List;

/**
 * What a refresh of the rules is asked to do. An explicit 0 means no threshold.
 *
 * @param minConfidence rules with less are dropped, 0 to 1; 0.3 when absent
 * @param minOccurrencePct rules that fewer of the winners meet are dropped, percent; 10 when absent
 * @param exchange only runs on prices of that exchange; any when absent
 * @param symbol only runs on that market; any when absent
 * @param timeframe only runs on bars of that length; any when absent
 * @param startTs only runs on ranges that begin there; any when absent
 * @param endTs only runs on ranges that end there; any when absent
 */
public record PatternsRequest(
        @DecimalMin(value = "0", message = "must be at least 0") @DecimalMax(value = "1", message = "must be at most 1") Double minConfidence,

        @DecimalMin(value = "0", message = "must be at least 0") @DecimalMax(value = "100", message = "must be at most 100") Double minOccurrencePct,

        String exchange,
        String symbol,
        String timeframe,
        String startTs,
        String endTs)
        implements Checked {

    public PatternsRequest {
        minConfidence = minConfidence == null ? Double.valueOf(0.3) : minConfidence;
        minOccurrencePct = minOccurrencePct == null ? Double.valueOf(10) : minOccurrencePct;
    }

    @Override
    public List<Violation> violations() {
        return MarketFilter.violations(exchange, symbol, timeframe, startTs, endTs);
    }

    RuleThresholds thresholds() {
        return new RuleThresholds(minConfidence, minOccurrencePct);
    }

    MarketFilter market() {
        return MarketFilter.of(exchange, symbol, timeframe, startTs, endTs);
    }
}
