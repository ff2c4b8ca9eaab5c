package dev.quarry.leaderboard;

import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.RunOrder;
import dev.quarry.ledger.query.WinnerQuery;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.MarketWindow;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a leaderboard.
 *
 * @param sortBy the metric that ranks; total_return when absent
 * @param topN how many strategies are listed; 25 when absent
 * @param minTrades winners with fewer trades are not listed; 10 when absent
 * @param exchange only runs on prices of that exchange; any when absent
 * @param symbol only runs on that market; any when absent
 * @param timeframe only runs on bars of that length; any when absent
 * @param startTs only runs on ranges that begin there, ISO-8601; any when absent
 * @param endTs only runs on ranges that end there, ISO-8601; any when absent
 * @param distinct whether runs with the same outcome on the same bars are listed once; true when absent
 * @param strategy only runs of that strategy; the built-in family when absent
 * @param assess how many of the best are assessed, 0 to 100; 20 when absent
 */
@Example("""
        {"sort_by": "sharpe_ratio", "top_n": 10, "symbol": "BTC/USD"}""")
public record LeaderboardRequest(
        @Described(
                value = "The metric that ranks",
                title = "Rank by",
                oneOf =
                        "total_return, max_mark_to_market_drawdown, max_drawdown, profit_factor, win_rate, sharpe_ratio, num_trades, run_timestamp")
        String sortBy,

        @Described(value = "How many strategies are listed", title = "Strategies")
        @Min(value = 1, message = "must be at least 1") @Max(value = 1000, message = "must be at most 1000") Integer topN,

        @Described(value = "Winners with fewer trades are not listed", title = "Trades at least")
        @Min(value = 0, message = "must be at least 0") Integer minTrades,

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

        @Described(
                value = "Whether runs with the same outcome on the same bars are listed once",
                title = "Show equal outcomes once")
        Boolean distinct,

        @Described(value = MarketFilter.STRATEGY, title = "Strategy")
        String strategy,

        @Described(value = "How many of the best are assessed: how far they may be trusted", title = "Assess the best")
        @Min(value = 0, message = "must be at least 0") @Max(value = 100, message = "must be at most 100") Integer assess)
        implements Checked {

    public LeaderboardRequest {
        sortBy = sortBy == null ? RunOrder.TOTAL_RETURN.code() : sortBy;
        topN = topN == null ? Integer.valueOf(25) : topN;
        minTrades = minTrades == null ? Integer.valueOf(10) : minTrades;
        distinct = distinct == null ? Boolean.TRUE : distinct;
        assess = assess == null ? Integer.valueOf(20) : assess;
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (RunOrder.of(sortBy).isEmpty()) {
            violations.add(new Violation("sort_by", "must be one of " + String.join(", ", RunOrder.codes())));
        }
        violations.addAll(MarketFilter.violations(strategy, exchange, symbol, timeframe, startTs, endTs));
        return violations;
    }

    /** Whether it names no settings but a strategy, or nothing at all. */
    boolean isPlain() {
        return equals(new LeaderboardRequest(null, null, null, null, null, null, null, null, null, strategy, null));
    }

    MarketFilter market() {
        return MarketFilter.of(strategy, exchange, symbol, timeframe, startTs, endTs);
    }

    WinnerQuery query() {
        return new WinnerQuery(market(), RunOrder.of(sortBy).orElseThrow(), minTrades, topN, distinct);
    }
}
