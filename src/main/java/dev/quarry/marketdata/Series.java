package dev.quarry.marketdata;

import dev.quarry.series.Timeframe;
import java.util.Locale;

/**
 * Names a price series. Two series are the same when exchange (ignoring case), symbol (exactly as written, apart from
 * blanks around it) and timeframe are: {@code BTC/USD}, {@code btc/usd} and {@code BTCUSD} are three markets.
 *
 * @param exchange where the prices come from, lower-case, such as {@code bitstamp}
 * @param symbol the market as users write it, such as {@code BTC/USD}
 * @param timeframe the length of a bar
 */
public record Series(String exchange, String symbol, Timeframe timeframe) {

    public Series {
        exchange = exchange.strip().toLowerCase(Locale.ROOT);
        symbol = symbol.strip();
    }

    /** The market of the series. */
    public MarketName market() {
        return new MarketName(exchange, symbol);
    }

    @Override
    public String toString() {
        return exchange + " " + symbol + " " + timeframe.code();
    }
}
