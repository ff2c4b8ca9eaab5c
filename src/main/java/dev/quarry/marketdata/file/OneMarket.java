package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;

/**
 * A file whose bars are all of one market.
 *
 * @param file receives everything
 */
record OneMarket(CandleSink file) implements MarketSinks {

    @Override
    public CandleSink of(String name) {
        return file;
    }
}
