package dev.quarry.marketdata.exchange;

import dev.quarry.series.Timeframe;
import java.util.Set;

/**
 * The port that one exchange implements. A CDI bean of this type is all that a new exchange takes: rate, retries, known
 * ranges, checks of the candles and the timeframes that it lacks are the ingestion's business.
 */
public interface Exchange {

    /** The name by which series and requests choose it, lower case. */
    String name();

    /** The timeframes that it has itself; a day at most, since exchanges disagree on where longer bars begin. */
    Set<Timeframe> timeframes();

    /** How often it likes to be asked. */
    RequestRate rate();

    /**
     * Asks once. The answer covers the beginning of the query, as far as one answer goes, unless the exchange has
     * nothing there.
     *
     * @throws ExchangeFaultException when there is no usable answer
     */
    CandlePage ask(CandleQuery query);

    /** How many of its latest bars it gives at all; {@link Integer#MAX_VALUE} when there is no such limit. */
    default int depth() {
        return Integer.MAX_VALUE;
    }

    /** Why some bars cannot be had from it, for the user: the words after "because". */
    default String limits() {
        return "the exchange does not give them";
    }
}
