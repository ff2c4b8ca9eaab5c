package dev.quarry.runs;

/** Which runs are meant, by the market they were tested on; null means any. */
public record MarketFilter(String exchange, String symbol, String timeframe) {

    /** All runs. */
    public static final MarketFilter ANY = new MarketFilter(null, null, null);

    /** The condition on a setup {@code s}; takes exchange, symbol and timeframe, each of them twice. */
    static final String SQL = """
            (?::text is null or s.exchange = ?) and (?::text is null or s.symbol = ?)
            and (?::text is null or s.timeframe = ?)
            """;
}
