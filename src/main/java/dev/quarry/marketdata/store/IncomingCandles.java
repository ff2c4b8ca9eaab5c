package dev.quarry.marketdata.store;

import java.util.OptionalLong;

/**
 * Receives the candles of one attempt for a series. They become visible to others all at once, when they are stored.
 */
public interface IncomingCandles {

    /**
     * Adds a valid candle; of two with the same time the one with the higher line counts.
     *
     * @param line its place in the source
     * @param openTime milliseconds since the epoch
     */
    void add(long line, long openTime, double open, double high, double low, double close, double volume);

    /** How many candles were added, repeated times included. */
    long size();

    /** The earliest bar open, milliseconds since the epoch; the greatest long when empty. */
    long firstOpen();

    /** The latest bar open, milliseconds since the epoch; the least long when empty. */
    long lastOpen();

    /** How many times were repeated with other values. May take a while. */
    long contradicted();

    /** The least time between two bars in milliseconds; empty with fewer than two. May take a while. */
    OptionalLong smallestStep();
}
