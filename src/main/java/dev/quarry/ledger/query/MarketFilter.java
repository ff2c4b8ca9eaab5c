package dev.quarry.ledger.query;

import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.MarketFields;
import dev.quarry.series.Timeframe;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Selects runs by the market and the range they were tested on; null means any.
 *
 * @param exchange where the prices come from, lower-case
 * @param symbol the market
 * @param timeframe the code of a length of a bar
 * @param start the earliest bar open of the tested range
 * @param end the latest bar open of the tested range
 */
public record MarketFilter(String exchange, String symbol, String timeframe, OffsetDateTime start, OffsetDateTime end) {

    /** All runs. */
    public static final MarketFilter ANY = new MarketFilter(null, null, null);

    /** The condition on the market of a setup {@code s}; takes exchange, symbol and timeframe, each of them twice. */
    public static final String SQL = """
            (?::text is null or s.exchange = ?) and (?::text is null or s.symbol = ?)
            and (?::text is null or s.timeframe = ?)
            """;

    private static final int LONGEST_TEXT = 100;

    /** Any range. */
    public MarketFilter(String exchange, String symbol, String timeframe) {
        this(exchange, symbol, timeframe, null, null);
    }

    /** The filter of a client's texts, which must have no {@link #violations}. */
    public static MarketFilter of(String exchange, String symbol, String timeframe, String startTs, String endTs) {
        return new MarketFilter(
                exchange == null ? null : exchange.strip().toLowerCase(Locale.ROOT),
                symbol == null ? null : symbol.strip(),
                timeframe == null ? null : Timeframe.of(timeframe).orElseThrow().code(),
                startTs == null ? null : Timestamps.parse(startTs).orElseThrow(),
                endTs == null ? null : Timestamps.parseEnd(endTs).orElseThrow());
    }

    /** What is wrong with a client's texts, of which each may be null. */
    public static List<Violation> violations(
            String exchange, String symbol, String timeframe, String startTs, String endTs) {
        List<Violation> violations = new ArrayList<>();
        length(MarketFields.EXCHANGE, exchange, violations);
        length(MarketFields.SYMBOL, symbol, violations);
        if (timeframe != null) {
            Timeframe.fault(timeframe).ifPresent(fault -> violations.add(new Violation(MarketFields.TIMEFRAME, fault)));
        }
        Optional<OffsetDateTime> start = time(MarketFields.START, startTs, violations);
        Optional<OffsetDateTime> end = time(MarketFields.END, Timestamps.endText(endTs), violations);
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            violations.add(new Violation(MarketFields.END, "must not be before start_ts"));
        }
        return violations;
    }

    private static void length(String field, String text, List<Violation> violations) {
        if (text != null && text.length() > LONGEST_TEXT) {
            violations.add(new Violation(field, "must have at most " + LONGEST_TEXT + " characters"));
        }
    }

    private static Optional<OffsetDateTime> time(String field, String text, List<Violation> violations) {
        Optional<OffsetDateTime> time = Timestamps.parse(text);
        if (text != null && time.isEmpty()) {
            violations.add(new Violation(field, Timestamps.EXPECTED));
        }
        return time;
    }

    /**
     * Whether a range, as stored in a setup, is the requested one. Old setups may end with a date, which meant its
     * midnight before a date came to include the whole day; newer ones never do.
     */
    public boolean means(String startTs, String endTs) {
        return same(start, startTs) && same(end, endTs);
    }

    private static boolean same(OffsetDateTime meant, String text) {
        return meant == null || Timestamps.parse(text).filter(meant::isEqual).isPresent();
    }
}
