package dev.quarry.marketdata.exchange;

import java.util.List;

/**
 * One answer of an exchange. It is complete between the two times: where there is no candle, there was no trade.
 *
 * @param candles in any order, possibly repeated, possibly outside the query
 * @param coveredFrom milliseconds since the epoch
 * @param coveredTo exclusive; not after {@code coveredFrom} when the answer says nothing
 */
public record CandlePage(List<Candle> candles, long coveredFrom, long coveredTo) {

    /** An answer that is complete for the whole query. */
    public static CandlePage whole(CandleQuery query, List<Candle> candles) {
        return new CandlePage(candles, query.from(), query.to());
    }

    /** An answer that begins with its earliest candle, because the exchange has, or gives, nothing older. */
    public static CandlePage sinceItsFirst(CandleQuery query, List<Candle> candles) {
        long first = candles.stream().mapToLong(Candle::openTime).min().orElse(query.to());
        return new CandlePage(candles, Math.max(first, query.from()), query.to());
    }
}
