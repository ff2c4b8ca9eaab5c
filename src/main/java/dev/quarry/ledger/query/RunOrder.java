package dev.quarry.ledger.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What winners can be ranked by, the best first. An infinite profit factor ranks above every finite one. */
public enum RunOrder {
    TOTAL_RETURN("desc"),
    MAX_MARK_TO_MARKET_DRAWDOWN("asc"),
    MAX_DRAWDOWN("asc"),
    PROFIT_FACTOR("desc"),
    WIN_RATE("desc"),
    SHARPE_RATIO("desc"),
    NUM_TRADES("desc"),
    RUN_TIMESTAMP("desc");

    private final String direction;

    RunOrder(String direction) {
        this.direction = direction;
    }

    /** The name in the REST contract, which is the column's too. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The order of that name; empty when there is none. */
    public static Optional<RunOrder> of(String code) {
        return Arrays.stream(values()).filter(o -> o.code().equals(code)).findFirst();
    }

    /** Every name. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(RunOrder::code).toList();
    }

    /** Ties by lower drawdown, then by the older discovery; the place in the grid makes it a total order. */
    String sql() {
        return "r." + code() + " " + direction + " nulls last, r.max_drawdown, r.setup_id";
    }
}
