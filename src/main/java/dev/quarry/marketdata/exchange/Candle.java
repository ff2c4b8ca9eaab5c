package dev.quarry.marketdata.exchange;

/**
 * A row of an answer, not yet checked.
 *
 * @param openTime milliseconds since the epoch, UTC
 * @param volume in units of the base asset
 */
public record Candle(long openTime, double open, double high, double low, double close, double volume) {}
