package dev.quarry.ledger.query;

import dev.quarry.sweep.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The order of a listing of runs. It is total: by the figure, an infinite one above every finite one and an undefined
 * one last whatever the direction; then the outcome that was stored first, the place in the grid, and the hash.
 *
 * @param by a metric, {@code max_mark_to_market_drawdown}, {@code tested_at} or {@code grid_index}
 * @param descending whether the greatest comes first
 */
public record RunSort(String by, boolean descending) {

    /** A figure that runs have besides the metrics: null in old runs; lower is better. */
    public static final String MARK_TO_MARKET_DRAWDOWN = "max_mark_to_market_drawdown";

    private static final Set<String> LESS_IS_BETTER = Set.of(Metric.MAX_DRAWDOWN.text(), MARK_TO_MARKET_DRAWDOWN);
    private static final String TESTED_AT = "tested_at";
    private static final String GRID_INDEX = "grid_index";

    /** The best return first. */
    public static final RunSort DEFAULT = new RunSort(Metric.TOTAL_RETURN.text(), true);

    /** Everything that can be sorted by. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(Metric.names());
        names.add(MARK_TO_MARKET_DRAWDOWN);
        names.add(TESTED_AT);
        names.add(GRID_INDEX);
        return names;
    }

    /** The order by that name, the best or newest first, or from the start of the grid; empty when there is none. */
    public static Optional<RunSort> of(String name) {
        String by = Metric.of(name).map(Metric::text).orElse(name);
        return names().contains(by)
                ? Optional.of(new RunSort(by, !LESS_IS_BETTER.contains(by) && !by.equals(GRID_INDEX)))
                : Optional.empty();
    }

    boolean byPlace() {
        return by.equals(GRID_INDEX);
    }

    boolean byTime() {
        return by.equals(TESTED_AT);
    }

    /** Whether the figure may be undefined. */
    boolean mayBeUndefined() {
        return !byTime() && !byPlace() && !by.equals(Metric.NUM_TRADES.text());
    }

    /** The column of an outcome {@code o}. */
    String column() {
        return byTime() ? "o.run_timestamp" : "o." + by;
    }

    String direction() {
        return descending ? " desc" : "";
    }

    /** The comparison that finds what follows in this direction. */
    String beyond() {
        return descending ? "<" : ">";
    }
}
