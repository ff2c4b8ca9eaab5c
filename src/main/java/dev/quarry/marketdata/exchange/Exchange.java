package dev.quarry.marketdata.exchange;

import dev.quarry.series.Timeframe;
import java.util.Set;

/**
 * The port that one exchange implements. A CDI bean of this type is all that a new exchange needs: rate limits,
 * retries, known ranges, checks of the candles and missing timeframes are handled by the ingestion.
 */
public interface Exchange {

    /** The name by which series and requests choose it, lower case. */
    String name();

    /** The timeframes that it offers itself; a day at most, since exchanges disagree on when longer bars begin. */
    Set<Timeframe> timeframes();

    /** How often it may be called. */
    RequestRate rate();

    /**
     * Makes one request. The answer covers the beginning of the query, as far as one answer goes, unless the exchange
     * has nothing there.
     *
     * @throws ExchangeFaultException when there is no usable answer
     */
    CandlePage ask(CandleQuery query);

    /** How many of its latest bars it offers; {@link Integer#MAX_VALUE} when there is no such limit. */
    default int depth() {
        return Integer.MAX_VALUE;
    }

    /** Why some bars are not available from it, for the user: the words after "because". */
    default String limits() {
        return "the exchange does not give them";
    }
}
