package dev.quarry.ledger.query;

/**
 * Which winners are requested.
 *
 * @param market the markets to look at
 * @param order what they are ranked by
 * @param bounds further bounds on their figures
 * @param minTrades winners with fewer trades are left out
 * @param limit how many at most
 * @param distinct whether runs with the same outcome on the same bars count as one
 * @param runs the only runs that are meant, of which an outcome is named by its first; null for any
 */
public record WinnerQuery(
        MarketFilter market,
        RunOrder order,
        WinnerBounds bounds,
        int minTrades,
        int limit,
        boolean distinct,
        NamedRuns runs) {

    /** All winners with that many trades. */
    public WinnerQuery(MarketFilter market, RunOrder order, int minTrades, int limit, boolean distinct) {
        this(market, order, WinnerBounds.NONE, minTrades, limit, distinct, null);
    }
}
