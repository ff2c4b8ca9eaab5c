package dev.quarry.search;

import dev.quarry.marketdata.Series;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.MarketFields;
import dev.quarry.series.Timeframe;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The prices that runs are tested on, in the client's own texts. Hashed parameters contain the range as it was written
 * and the market in its {@link #canonical} form, the only one that the reference knows. The typed accessors need a
 * window without {@link #violations}.
 *
 * @param exchange where the prices come from
 * @param symbol the market
 * @param timeframe the length of a bar
 * @param startTs the earliest bar open, ISO-8601, UTC without an offset
 * @param endTs the latest bar open, inclusive; a date alone includes all of that day
 */
public record MarketWindow(
        @Described(EXCHANGE) String exchange,
        @Described(SYMBOL) String symbol,

        @Described(value = TIMEFRAME, oneOf = TIMEFRAMES) String timeframe,

        @Described(value = START, title = START_TITLE) String startTs,
        @Described(value = END, title = END_TITLE) String endTs) {

    /** What OpenAPI says of an exchange. */
    public static final String EXCHANGE = "Where the prices come from";

    /** What OpenAPI says of a symbol. */
    public static final String SYMBOL = "The market, such as BTC/USD";

    /** What OpenAPI says of a timeframe. */
    public static final String TIMEFRAME = "The length of a bar";

    /** The codes of all timeframes. */
    public static final String TIMEFRAMES = "1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 12h, 1d, 3d, 1w";

    /** What OpenAPI says of a range's start. */
    public static final String START = "The earliest bar open, ISO-8601; UTC where it names no offset";

    /** What a form calls a range's start. */
    public static final String START_TITLE = "From (UTC)";

    /** What OpenAPI says of a range's end. */
    public static final String END =
            "The latest bar open, inclusive, ISO-8601; UTC where it names no offset; a date alone is that whole day";

    /** What a form calls a range's end. */
    public static final String END_TITLE = "to, inclusive";

    /** What OpenAPI says of the time as of which prices are used. */
    public static final String AS_OF =
            "Tests on the prices as they were stored at that time, ISO-8601; as they are when absent";

    /** What is wrong with the texts, each named by the field as the client writes it. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        require(MarketFields.EXCHANGE, exchange, violations);
        require(MarketFields.SYMBOL, symbol, violations);
        if (require(MarketFields.TIMEFRAME, timeframe, violations)) {
            Timeframe.fault(timeframe).ifPresent(fault -> violations.add(new Violation(MarketFields.TIMEFRAME, fault)));
        }
        Optional<OffsetDateTime> start = time(MarketFields.START, startTs, violations);
        Optional<OffsetDateTime> end = time(MarketFields.END, Timestamps.endText(endTs), violations);
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            violations.add(new Violation(MarketFields.END, "must not be before start_ts"));
        }
        return violations;
    }

    /** The length of a bar. */
    public Timeframe bar() {
        return Timeframe.of(timeframe).orElseThrow();
    }

    /** The earliest bar open. */
    public OffsetDateTime start() {
        return Timestamps.parse(startTs).orElseThrow();
    }

    /** The latest bar open, inclusive. */
    public OffsetDateTime end() {
        return Timestamps.parseEnd(endTs).orElseThrow();
    }

    /** The series of these prices. */
    public Series series() {
        return new Series(exchange, symbol, bar());
    }

    /**
     * The same window with market and timeframe in their canonical spelling and an end that is an instant: the form in
     * which runs and trials are stored.
     */
    public MarketWindow canonical() {
        Series series = series();
        return new MarketWindow(
                series.exchange(), series.symbol(), series.timeframe().code(), startTs, Timestamps.endText(endTs));
    }

    /** The parameters with the window's texts written over them, as they are hashed (SPEC A.3, H.3). */
    public Map<String, Object> writtenOver(Map<String, Object> params) {
        Map<String, Object> all = new LinkedHashMap<>(params);
        all.put(MarketFields.EXCHANGE, exchange);
        all.put(MarketFields.SYMBOL, symbol);
        all.put(MarketFields.TIMEFRAME, timeframe);
        all.put(MarketFields.START, startTs);
        all.put(MarketFields.END, endTs);
        return all;
    }

    /** What a job says when there are no prices, beginning with the reference's text. */
    public String noDataMessage() {
        return String.format(
                Locale.ROOT,
                "No OHLCV data available for requested range (%s %s %s, %s to %s): ingest or import these prices first",
                exchange,
                symbol,
                timeframe,
                startTs,
                endTs);
    }

    /**
     * What a job says where bars could only be made of shorter ones and none of them is complete.
     *
     * @param origin what they were to be made of
     */
    String noCompleteBarsMessage(String origin) {
        return String.format(
                Locale.ROOT,
                "No OHLCV data available for requested range (%s %s %s, %s to %s): %s Choose a shorter timeframe, or ingest or"
                        + " import these bars.",
                exchange,
                symbol,
                timeframe,
                startTs,
                endTs,
                origin);
    }

    private static boolean require(String field, String text, List<Violation> violations) {
        if (text == null || text.isBlank()) {
            violations.add(new Violation(field, "is required"));
            return false;
        }
        return true;
    }

    private static Optional<OffsetDateTime> time(String field, String text, List<Violation> violations) {
        if (!require(field, text, violations)) {
            return Optional.empty();
        }
        Optional<OffsetDateTime> time = Timestamps.parse(text);
        if (time.isEmpty()) {
            violations.add(new Violation(field, Timestamps.EXPECTED));
        }
        return time;
    }
}
