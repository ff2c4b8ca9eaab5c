package dev.quarry.marketdata.exchange;

import dev.quarry.series.Timeframe;

/**
 * What an exchange is asked for.
 *
 * @param timeframe one that the exchange has itself
 * @param from open of the first bar wanted, milliseconds since the epoch, on the timeframe's raster
 * @param to where the bars wanted end, exclusive, on the raster too; may be further than one answer reaches
 */
public record CandleQuery(Market market, Timeframe timeframe, long from, long to) {

    /** The same query, cut to so many bars. */
    public CandleQuery first(int bars) {
        return new CandleQuery(market, timeframe, from, Math.min(to, from + bars * timeframe.millis()));
    }

    /** How many bars it is for. */
    public int bars() {
        return Math.toIntExact((to - from) / timeframe.millis());
    }

    /** Open of the last bar wanted, milliseconds since the epoch. */
    public long last() {
        return to - timeframe.millis();
    }
}
