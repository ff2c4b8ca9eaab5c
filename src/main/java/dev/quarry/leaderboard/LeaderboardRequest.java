package dev.quarry.leaderboard;

import dev.quarry.backtest.Timeframe;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.runs.MarketFilter;
import dev.quarry.runs.RunOrder;
import dev.quarry.runs.WinnerQuery;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a leaderboard is made of.
 *
 * @param sortBy the metric that ranks; total_return when absent
 * @param topN how many strategies are listed; 25 when absent
 * @param minTrades winners with fewer trades are not listed; 10 when absent
 * @param exchange only runs on prices of that exchange; any when absent
 * @param symbol only runs on that market; any when absent
 * @param timeframe only runs on bars of that length; any when absent
 * @param distinct whether runs with the same outcome on the same bars are listed once; true when absent
 */
public record LeaderboardRequest(
        String sortBy,

        @Min(value = 1, message = "must be at least 1") @Max(value = 1000, message = "must be at most 1000") Integer topN,

        @Min(value = 0, message = "must be at least 0") Integer minTrades,
        String exchange,
        String symbol,
        String timeframe,
        Boolean distinct)
        implements Checked {

    public LeaderboardRequest {
        sortBy = sortBy == null ? RunOrder.TOTAL_RETURN.code() : sortBy;
        topN = topN == null ? Integer.valueOf(25) : topN;
        minTrades = minTrades == null ? Integer.valueOf(10) : minTrades;
        distinct = distinct == null ? Boolean.TRUE : distinct;
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (RunOrder.of(sortBy).isEmpty()) {
            violations.add(new Violation("sort_by", "must be one of " + String.join(", ", RunOrder.codes())));
        }
        if (timeframe != null && Timeframe.of(timeframe).isEmpty()) {
            violations.add(new Violation("timeframe", "must be one of " + String.join(", ", Timeframe.codes())));
        }
        return violations;
    }

    MarketFilter market() {
        return new MarketFilter(
                exchange == null ? null : exchange.strip().toLowerCase(Locale.ROOT),
                symbol == null ? null : symbol.strip(),
                timeframe == null ? null : Timeframe.of(timeframe).orElseThrow().code());
    }

    WinnerQuery query() {
        return new WinnerQuery(market(), RunOrder.of(sortBy).orElseThrow(), minTrades, topN, distinct);
    }
}
