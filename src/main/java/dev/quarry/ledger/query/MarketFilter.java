package dev.quarry.ledger.query;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.Database;
import dev.quarry.series.MarketFields;
import dev.quarry.series.Timeframe;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Selects runs by the strategy, the market and the range they were tested on; null means any.
 *
 * @param exchange where the prices come from, lower-case
 * @param symbol the market
 * @param timeframe the code of a length of a bar
 * @param start the earliest bar open of the tested range
 * @param end the latest bar open of the tested range
 * @param strategy a name for all versions of it, or a {@link dev.quarry.catalog.StrategyReference#text}
 */
public record MarketFilter(
        String exchange, String symbol, String timeframe, OffsetDateTime start, OffsetDateTime end, String strategy) {

    /** What OpenAPI says of the strategy. */
    public static final String STRATEGY =
            "Only runs of that strategy: turtle for all its versions, turtle@3 for one, * for those of all strategies; of the"
                    + " built-in family when absent";

    /** All runs. */
    public static final MarketFilter ANY = new MarketFilter(null, null, null);

    /** All versions of a name, which the built-in family has not; or a definition, by whichever of its texts it was stored. */
    private static final String OF_STRATEGY = """
            (?::text is null or s.strategy = ? or starts_with(s.strategy, ?)
                or s.strategy_digest = coalesce(?, (select v.digest from strategy_version v where v.name || '@' || v.version = ?)))""";

    /** The condition on strategy and market of a setup {@code s}; takes the {@link #arguments}. */
    public static final String SQL = """
            (?::text is null or s.exchange = ?) and (?::text is null or s.symbol = ?)
            and (?::text is null or s.timeframe = ?) and\s""" + OF_STRATEGY;

    private static final String ANOTHER =
            "select exists (select from backtest_setup s where (" + OF_STRATEGY + ") is not true)";

    private static final String ANY_RUN = "select exists (select from backtest_setup s where " + OF_STRATEGY + ")";

    /** What clients write for the runs of all strategies. */
    public static final String EVERY_STRATEGY = "*";

    private static final int LONGEST_TEXT = 100;

    /** Any range. */
    public MarketFilter(String exchange, String symbol, String timeframe) {
        this(exchange, symbol, timeframe, null, null, null);
    }

    /**
     * The filter of a client's texts, which must have no {@link #violations}.
     *
     * @param strategy null for the built-in family
     */
    public static MarketFilter of(
            String strategy, String exchange, String symbol, String timeframe, String startTs, String endTs) {
        return new MarketFilter(
                exchange == null ? null : exchange.strip().toLowerCase(Locale.ROOT),
                symbol == null ? null : symbol.strip(),
                timeframe == null ? null : Timeframe.of(timeframe).orElseThrow().code(),
                startTs == null ? null : Timestamps.parse(startTs).orElseThrow(),
                endTs == null ? null : Timestamps.parseEnd(endTs).orElseThrow(),
                strategy == null
                        ? StrategyReference.BUILT_IN.text()
                        : strategy.strip().equals(EVERY_STRATEGY) ? null : strategy.strip());
    }

    /** The same without its strategy. */
    public MarketFilter ofAnyStrategy() {
        return new MarketFilter(exchange, symbol, timeframe, start, end, null);
    }

    /** The same, without its strategy where every stored setup is of it: a condition that excludes nothing costs a scan. */
    MarketFilter simplified(Database database) {
        boolean another = strategy != null
                && database.first(ANOTHER, row -> row.getBoolean(1), strategyArguments())
                        .orElseThrow();
        return another ? this : ofAnyStrategy();
    }

    /** Whether any discovery is stored that this selects by its strategy alone. */
    boolean isOfAnyRun(Database database) {
        return database.first(ANY_RUN, row -> row.getBoolean(1), strategyArguments())
                .orElseThrow();
    }

    /** What {@link #SQL} takes, with more after it. */
    public Object[] arguments(Object... more) {
        Object[] market = {exchange, exchange, symbol, symbol, timeframe, timeframe};
        return Stream.of(market, strategyArguments(), more)
                .flatMap(Arrays::stream)
                .toArray();
    }

    private Object[] strategyArguments() {
        Optional<StrategyReference> named = Optional.ofNullable(strategy).flatMap(StrategyReference::parse);
        String versions = named.filter(one -> one.version() == null && one.digest() == null && !one.isBuiltIn())
                .map(one -> one.name() + "@")
                .orElse(null);
        String version = named.filter(one -> one.version() != null)
                .map(StrategyReference::text)
                .orElse(null);
        String digest = named.map(StrategyReference::digest).orElse(null);
        return new Object[] {strategy, strategy, versions, digest, version};
    }

    /** What is wrong with a client's text for a strategy, or null. */
    public static Optional<Violation> strategyFault(String text) {
        boolean right = text == null
                || text.strip().equals(EVERY_STRATEGY)
                || StrategyReference.parse(text.strip()).isPresent();
        return right
                ? Optional.empty()
                : Optional.of(new Violation(
                        StrategyCatalog.FIELD,
                        "must be the name of a strategy, such as turtle or turtle@3, or * for all; was " + text));
    }

    /** What is wrong with a client's texts, of which each may be null. */
    public static List<Violation> violations(
            String strategy, String exchange, String symbol, String timeframe, String startTs, String endTs) {
        List<Violation> violations = new ArrayList<>();
        strategyFault(strategy).ifPresent(violations::add);
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
