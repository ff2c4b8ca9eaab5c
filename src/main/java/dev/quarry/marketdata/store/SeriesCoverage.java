package dev.quarry.marketdata.store;

/**
 * How much of a series is stored.
 *
 * @param minTsMs open of the first bar, milliseconds since the epoch
 * @param maxTsMs open of the last bar, milliseconds since the epoch
 * @param rows how many bars
 */
public record SeriesCoverage(String exchange, String symbol, String timeframe, long minTsMs, long maxTsMs, long rows) {}
