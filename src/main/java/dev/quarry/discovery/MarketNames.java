package dev.quarry.discovery;

import dev.quarry.backtest.Timeframe;
import dev.quarry.platform.problem.Violation;
import dev.quarry.runs.MarketFilter;
import java.util.List;
import java.util.Locale;

/** Market names as clients write them, read as the ledger has them; null and blank mean any. */
final class MarketNames {

    private MarketNames() {}

    static void check(String timeframe, List<Violation> violations) {
        if (named(timeframe) != null && Timeframe.of(timeframe).isEmpty()) {
            violations.add(new Violation("timeframe", "must be one of " + String.join(", ", Timeframe.codes())));
        }
    }

    static MarketFilter filter(String exchange, String symbol, String timeframe) {
        return new MarketFilter(
                named(exchange) == null ? null : exchange.strip().toLowerCase(Locale.ROOT),
                named(symbol) == null ? null : symbol.strip(),
                named(timeframe) == null
                        ? null
                        : Timeframe.of(timeframe).orElseThrow().code());
    }

    private static String named(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
