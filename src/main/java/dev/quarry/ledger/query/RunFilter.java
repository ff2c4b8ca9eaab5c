package dev.quarry.ledger.query;

import java.util.List;
import java.util.Map;

/**
 * Selects runs; null and empty mean any.
 *
 * @param market the market and the range they were tested on
 * @param jobId the discovery that tested them
 * @param winner whether they won
 * @param bounds bounds on their figures
 * @param parameters the allowed values of parameters in the grid or the base parameters; defaults are not looked at
 * @param runs the only runs that are meant
 */
public record RunFilter(
        MarketFilter market,
        Long jobId,
        Boolean winner,
        List<MetricBound> bounds,
        Map<String, List<RequestedValue>> parameters,
        NamedRuns runs) {

    /** All runs. */
    public static final RunFilter ANY = new RunFilter(MarketFilter.ANY, null, null, List.of(), Map.of(), null);

    /** The same of other markets. */
    RunFilter of(MarketFilter other) {
        return new RunFilter(other, jobId, winner, bounds, parameters, runs);
    }

    boolean concernsSetups() {
        return !market.equals(MarketFilter.ANY) || jobId != null || !parameters.isEmpty();
    }
}
