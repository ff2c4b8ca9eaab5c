package dev.quarry.runs;

/** Which runs are meant, by the market they were tested on; null means any. */
public record MarketFilter(String exchange, String symbol, String timeframe) {

    /** All runs. */
    public static final MarketFilter ANY = new MarketFilter(null, null, null);
}
