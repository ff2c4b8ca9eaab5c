package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;

/** Who takes the bars of a file that may hold several markets. */
public interface MarketSinks {

    /** What concerns the file as a whole: warnings, how far it has been read, and rows of no market. */
    CandleSink file();

    /**
     * Asked once for each market when its first row comes.
     *
     * @param name the market as the file names it; empty when it has no column for it
     */
    CandleSink of(String name);
}
