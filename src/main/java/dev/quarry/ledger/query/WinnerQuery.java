package dev.quarry.ledger.query;

/**
 * Which winners are wanted.
 *
 * @param market the markets to look at
 * @param order by what they are ranked
 * @param bounds what else they have to reach
 * @param minTrades winners with fewer trades do not count
 * @param limit how many at most
 * @param distinct whether runs with the same outcome on the same bars count as one
 */
public record WinnerQuery(
        MarketFilter market, RunOrder order, WinnerBounds bounds, int minTrades, int limit, boolean distinct) {

    /** All winners with that many trades. */
    public WinnerQuery(MarketFilter market, RunOrder order, int minTrades, int limit, boolean distinct) {
        this(market, order, WinnerBounds.NONE, minTrades, limit, distinct);
    }
}
