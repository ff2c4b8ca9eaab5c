package dev.quarry.marketdata;

/** Receives what a price source delivers, in any order. May throw to stop the delivery. */
public interface CandleSink {

    /**
     * Receives a bar as it is in the source, not yet checked.
     *
     * @param line its place in the source, from 1; of two bars with the same time the one with the higher line counts
     * @param openTime milliseconds since the epoch, UTC
     */
    void candle(long line, long openTime, double open, double high, double low, double close, double volume);

    /** Receives a row with a time and no price: an interval in which nothing was traded. */
    default void noTrade(long openTime) {}

    /** Receives a row that should have been a bar and is not, with the reason in words that follow "line 7: ". */
    void refused(long line, String reason);

    /** Receives a warning about the source as a whole, such as which of two possible readings was chosen. */
    default void warning(String sentence) {}

    /**
     * Receives how far the source has been read, in a unit of its own.
     *
     * @param total 0 when unknown
     */
    default void at(long done, long total) {}
}
