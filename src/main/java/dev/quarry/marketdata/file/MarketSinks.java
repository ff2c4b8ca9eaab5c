package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;

/** Receives the bars of a file that may contain several markets. */
public interface MarketSinks {

    /** Receives what concerns the file as a whole: warnings, how far it has been read, and rows without a market. */
    CandleSink file();

    /**
     * The sink of a market; called once for each, at its first row.
     *
     * @param name the market as the file names it; empty when it has no column for it
     */
    CandleSink of(String name);
}
