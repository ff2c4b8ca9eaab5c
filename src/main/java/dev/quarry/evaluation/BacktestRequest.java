package dev.quarry.evaluation;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.MarketWindow;
import dev.quarry.series.MarketFields;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request for one back-test.
 *
 * @param strategy see {@link StrategyCatalog#find}; the built-in family when absent
 * @param params the market (exchange, symbol, timeframe, start_ts, end_ts), perhaps {@code as_of}, and the strategy
 *     parameters, in one object
 */
@Example("""
        {"params": {"exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
                    "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-07-15T19:30:00Z",
                    "rsi_min": 70, "stop_pct": 2}}""")
public record BacktestRequest(
        @Described(StrategyCatalog.ABOUT) Object strategy,

        @Described("The market, the strategy's parameters and the common settings, in one object")
        Map<String, Object> params) {

    private static final String AS_OF = "as_of";

    /**
     * The prices to test on.
     *
     * @throws ProblemException 400 with the reference's texts when they are not given, 422 when they cannot be read
     */
    MarketWindow window() {
        if (params == null || params.isEmpty()) {
            throw ProblemException.badRequest("Missing backtest parameters");
        }
        List<Violation> violations = new ArrayList<>();
        MarketWindow window = new MarketWindow(
                text(MarketFields.EXCHANGE, violations),
                text(MarketFields.SYMBOL, violations),
                text(MarketFields.TIMEFRAME, violations),
                text(MarketFields.START, violations),
                text(MarketFields.END, violations));
        InvalidInputException.throwIfAny(violations);
        if (Stream.of(window.exchange(), window.symbol(), window.timeframe(), window.startTs(), window.endTs())
                .anyMatch(text -> Objects.requireNonNullElse(text, "").isBlank())) {
            throw ProblemException.badRequest("Missing required backtest fields");
        }
        InvalidInputException.throwIfAny(
                window.violations().stream().map(v -> v.under("params")).toList());
        return window;
    }

    /** The parameters without {@code as_of}, which is no parameter of a strategy. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>(params);
        parameters.remove(AS_OF);
        return parameters;
    }

    /**
     * The time as of which the stored prices are used; null for the present ones.
     *
     * @throws InvalidInputException 422 when it cannot be read
     */
    OffsetDateTime asOf() {
        List<Violation> violations = new ArrayList<>();
        String text = text(AS_OF, violations);
        Optional<OffsetDateTime> time = Optional.ofNullable(text).flatMap(Timestamps::parse);
        if (text != null && time.isEmpty()) {
            violations.add(new Violation("params.as_of", Timestamps.EXPECTED + "; was " + text));
        }
        InvalidInputException.throwIfAny(violations);
        return time.orElse(null);
    }

    private String text(String field, List<Violation> violations) {
        Object value = params.get(field);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        violations.add(new Violation("params." + field, "must be a text"));
        return null;
    }
}
