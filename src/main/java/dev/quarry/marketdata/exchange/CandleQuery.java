package dev.quarry.marketdata.exchange;

import dev.quarry.series.Timeframe;

/**
 * A request for candles to an exchange.
 *
 * @param timeframe one that the exchange offers itself
 * @param from open of the first requested bar, milliseconds since the epoch, on the timeframe's raster
 * @param to where the requested bars end, exclusive, on the raster too; may be further than one answer reaches
 */
public record CandleQuery(Market market, Timeframe timeframe, long from, long to) {

    /** The same query for at most the first {@code bars} bars. */
    public CandleQuery first(int bars) {
        return new CandleQuery(market, timeframe, from, Math.min(to, from + bars * timeframe.millis()));
    }

    /** How many bars it requests. */
    public int bars() {
        return Math.toIntExact((to - from) / timeframe.millis());
    }

    /** Open of the last requested bar, milliseconds since the epoch. */
    public long last() {
        return to - timeframe.millis();
    }
}
