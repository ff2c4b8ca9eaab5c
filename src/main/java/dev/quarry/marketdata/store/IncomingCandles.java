package dev.quarry.marketdata.store;

import java.util.OptionalLong;

/** Candles of one attempt on their way into a series. Others see them when they are stored, all at once. */
public interface IncomingCandles {

    /**
     * Adds a candle that keeps the rules; of two with the same time the one with the higher line will count.
     *
     * @param line where in the source it stands
     * @param openTime milliseconds since the epoch
     */
    void add(long line, long openTime, double open, double high, double low, double close, double volume);

    /** How many candles were added, repeated times included. */
    long size();

    /** The earliest bar open, milliseconds since the epoch; the greatest long when empty. */
    long firstOpen();

    /** The latest bar open, milliseconds since the epoch; the least long when empty. */
    long lastOpen();

    /** How many times came again with other values. May take a while. */
    long contradicted();

    /** The least time between two bars in milliseconds; empty with fewer than two. May take a while. */
    OptionalLong smallestStep();
}
