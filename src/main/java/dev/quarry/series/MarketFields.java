package dev.quarry.series;

import java.util.List;

/** The fields of a payload, a query or a stored run that say which prices are meant, wherever they stand. */
public final class MarketFields {

    /** Where the prices come from. */
    public static final String EXCHANGE = "exchange";

    /** The market. */
    public static final String SYMBOL = "symbol";

    /** The length of a bar. */
    public static final String TIMEFRAME = "timeframe";

    /** The earliest bar open. */
    public static final String START = "start_ts";

    /** The latest bar open, inclusive. */
    public static final String END = "end_ts";

    /** All of them, in the order in which they are listed. */
    public static final List<String> ALL = List.of(EXCHANGE, SYMBOL, TIMEFRAME, START, END);

    private MarketFields() {}
}
