package dev.quarry.ledger.query;

import dev.quarry.platform.json.Described;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds on winners in addition to the win criteria; null means no bound. A winner whose figure is undefined is outside
 * of any bound, an infinite profit factor is above every finite one.
 */
public record WinnerBounds(
        @Described("Least total return, percent") Double minReturn,

        @Described("Greatest drawdown of the equity with open positions at each bar's close, percent")
        Double maxMarkToMarketDrawdown,

        @Described("Greatest drawdown of the realised equity, percent")
        Double maxDrawdown,

        @Described("Least profit factor") Double minProfitFactor,
        @Described("Least win rate, percent") Double minWinRate) {

    /** All winners. */
    public static final WinnerBounds NONE = new WinnerBounds(null, null, null, null, null);

    /** These bounds with another one on the mark-to-market drawdown; null means none. */
    public WinnerBounds withMaxMarkToMarketDrawdown(Double percent) {
        return new WinnerBounds(minReturn, percent, maxDrawdown, minProfitFactor, minWinRate);
    }

    /** The condition on an outcome {@code r}; takes {@link #arguments}. */
    String sql() {
        StringBuilder sql = new StringBuilder("true");
        add(sql, " and r.total_return >= ?", minReturn);
        add(sql, " and r.max_mark_to_market_drawdown <= ?", maxMarkToMarketDrawdown);
        add(sql, " and r.max_drawdown <= ?", maxDrawdown);
        add(sql, " and r.profit_factor >= ?", minProfitFactor);
        add(sql, " and r.win_rate >= ?", minWinRate);
        return sql.toString();
    }

    private static void add(StringBuilder sql, String condition, Double bound) {
        if (bound != null) {
            sql.append(condition);
        }
    }

    List<Object> arguments() {
        List<Object> arguments = new ArrayList<>();
        for (Double bound :
                new Double[] {minReturn, maxMarkToMarketDrawdown, maxDrawdown, minProfitFactor, minWinRate}) {
            if (bound != null) {
                arguments.add(bound);
            }
        }
        return arguments;
    }
}
