package dev.quarry.marketdata;

/** Takes what a price source delivers, in any order. May throw to stop the delivery. */
public interface CandleSink {

    /**
     * A bar as the source has it, not yet checked.
     *
     * @param line where it stands in the source, from 1; of two bars with the same time the one with the higher line
     *     counts
     * @param openTime milliseconds since the epoch, UTC
     */
    void candle(long line, long openTime, double open, double high, double low, double close, double volume);

    /** A row with a time and no price: an interval in which nothing was traded. */
    default void noTrade(long openTime) {}

    /** Something that should have been a bar and is not, with the reason in words that follow "line 7: ". */
    void refused(long line, String reason);

    /** Something about the source as a whole that its reader should know, such as which of two readings was taken. */
    default void warning(String sentence) {}

    /**
     * How far the source has been read, in a unit of its own.
     *
     * @param total 0 when unknown
     */
    default void at(long done, long total) {}
}
