package dev.quarry.runs;

import java.util.List;
import java.util.Map;

/**
 * Which runs are meant; null and empty mean any.
 *
 * @param market the market they were tested on
 * @param startTs the earliest bar open of their range: the same instant, or the same text
 * @param endTs the latest bar open of their range, likewise
 * @param jobId the discovery that tested them
 * @param winner whether they won
 * @param bounds what their figures must keep to
 * @param parameters values by parameter of grid or base parameters, each being one of those; defaults do not count
 * @param hash the parameter set itself
 */
public record RunFilter(
        MarketFilter market,
        String startTs,
        String endTs,
        Long jobId,
        Boolean winner,
        List<MetricBound> bounds,
        Map<String, List<WantedValue>> parameters,
        Long hash) {

    /** All runs. */
    public static final RunFilter ANY =
            new RunFilter(MarketFilter.ANY, null, null, null, null, List.of(), Map.of(), null);

    boolean concernsSetups() {
        return !market.equals(MarketFilter.ANY)
                || startTs != null
                || endTs != null
                || jobId != null
                || !parameters.isEmpty();
    }
}
