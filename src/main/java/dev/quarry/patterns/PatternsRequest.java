package dev.quarry.patterns;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.MarketWindow;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.List;
import java.util.Optional;

/**
 * What a refresh of the rules is asked to do. An explicit 0 means no threshold.
 *
 * @param minConfidence rules with less are dropped, 0 to 1; 0.3 when absent
 * @param minOccurrencePct rules that fewer of the winners meet are dropped, percent; 10 when absent
 * @param exchange only runs on prices of that exchange; any when absent
 * @param symbol only runs on that market; any when absent
 * @param timeframe only runs on bars of that length; any when absent
 * @param startTs only runs on ranges that begin there; any when absent
 * @param endTs only runs on ranges that end there; any when absent
 * @param strategy only runs of that strategy; the built-in family when absent
 */
@Example("""
        {"min_confidence": 0.4, "symbol": "BTC/USD"}""")
public record PatternsRequest(
        @Described(value = "Rules with less are dropped, 0 to 1", title = "Confidence at least")
        @DecimalMin(value = "0", message = "must be at least 0") @DecimalMax(value = "1", message = "must be at most 1") Double minConfidence,

        @Described(
                value = "Rules that fewer of the winners meet are dropped, percent",
                title = "In at least, % of winners")
        @DecimalMin(value = "0", message = "must be at least 0") @DecimalMax(value = "100", message = "must be at most 100") Double minOccurrencePct,

        @Described("Only runs on prices of that exchange; any when absent")
        String exchange,

        @Described("Only runs on that market; any when absent")
        String symbol,

        @Described(value = "Only runs on bars of that length; any when absent", oneOf = MarketWindow.TIMEFRAMES)
        String timeframe,

        @Described(
                value = "Only runs whose range begins at that bar open; any when absent",
                title = MarketWindow.START_TITLE)
        String startTs,

        @Described(
                value = "Only runs whose range ends at that bar open; any when absent",
                title = MarketWindow.END_TITLE)
        String endTs,

        @Described(value = ABOUT_STRATEGY, title = "Strategy")
        String strategy)
        implements Checked {

    /** What OpenAPI says of the strategy. */
    static final String ABOUT_STRATEGY =
            "Whose runs: turtle for all versions of a strategy, turtle@3 for one; the built-in family when absent";

    public PatternsRequest {
        minConfidence = minConfidence == null ? Double.valueOf(0.3) : minConfidence;
        minOccurrencePct = minOccurrencePct == null ? Double.valueOf(10) : minOccurrencePct;
    }

    @Override
    public List<Violation> violations() {
        return strategyFault(strategy)
                .map(List::of)
                .orElseGet(() -> MarketFilter.violations(strategy, exchange, symbol, timeframe, startTs, endTs));
    }

    RuleThresholds thresholds() {
        return new RuleThresholds(minConfidence, minOccurrencePct);
    }

    MarketFilter market() {
        return MarketFilter.of(strategy, exchange, symbol, timeframe, startTs, endTs);
    }

    /** What is wrong with the text for a strategy: one has to be meant, since each has parameters of its own. */
    static Optional<Violation> strategyFault(String text) {
        return text != null && text.strip().equals(MarketFilter.EVERY_STRATEGY)
                ? Optional.of(new Violation(
                        StrategyCatalog.FIELD,
                        "must be one strategy, since each has parameters of its own; was " + text))
                : MarketFilter.strategyFault(text)
                        .map(fault -> new Violation(
                                fault.field(),
                                "must be the name of a strategy, such as turtle or turtle@3; was " + text));
    }
}
