package dev.quarry.forward;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.WholeDay;
import dev.quarry.search.MarketWindow;
import java.time.OffsetDateTime;

/** On which prices a winner is to be tested, for routes whose path names it. See {@link ForwardRequest}. */
@Example("""
        {"end_ts": "2024-12-31"}""")
public record ForwardRange(
        @Described(EXCHANGE) String exchange,
        @Described(SYMBOL) String symbol,

        @Described(value = START, title = MarketWindow.START_TITLE)
        OffsetDateTime startTs,

        @Described(value = END, title = MarketWindow.END_TITLE) @WholeDay
        OffsetDateTime endTs) {

    static final String EXCHANGE = "Where the prices come from; that of the search when absent";
    static final String SYMBOL = "The market, such as BTC/USD; that of the search when absent";
    static final String START = "Open of the first bar, UTC; the bar after the last one of the search when absent";
    static final String END =
            "Open of the last bar, UTC; a date alone is that whole day; to the last there is when absent";
}
