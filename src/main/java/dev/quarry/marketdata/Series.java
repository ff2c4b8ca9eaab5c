package dev.quarry.marketdata;

import dev.quarry.backtest.Timeframe;

/**
 * What a price series is of.
 *
 * @param exchange where the prices come from, lower-case, such as {@code bitstamp}
 * @param symbol the market as users write it, such as {@code BTC/USD}
 * @param timeframe the length of a bar
 */
public record Series(String exchange, String symbol, Timeframe timeframe) {
    @Override
    public String toString() {
        return exchange + " " + symbol + " " + timeframe.code();
    }
}
