package dev.quarry.marketdata;

import java.util.Locale;

/**
 * A market, whose bars of all lengths are series of it.
 *
 * @param exchange lower-case
 * @param symbol as users write it
 */
public record MarketName(String exchange, String symbol) {

    public MarketName {
        exchange = exchange.strip().toLowerCase(Locale.ROOT);
        symbol = symbol.strip();
    }

    @Override
    public String toString() {
        return exchange + " " + symbol;
    }
}
