package dev.quarry.ledger.query;

import java.util.List;
import java.util.Map;

/**
 * Which runs are meant; null and empty mean any.
 *
 * @param market the market and the range they were tested on
 * @param jobId the discovery that tested them
 * @param winner whether they won
 * @param bounds what their figures must keep to
 * @param parameters values by parameter of grid or base parameters, each being one of those; defaults do not count
 * @param hash the parameter set itself
 */
public record RunFilter(
        MarketFilter market,
        Long jobId,
        Boolean winner,
        List<MetricBound> bounds,
        Map<String, List<RequestedValue>> parameters,
        Long hash) {

    /** All runs. */
    public static final RunFilter ANY = new RunFilter(MarketFilter.ANY, null, null, List.of(), Map.of(), null);

    boolean concernsSetups() {
        return !market.equals(MarketFilter.ANY) || jobId != null || !parameters.isEmpty();
    }
}
