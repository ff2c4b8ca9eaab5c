package dev.quarry.sweep;

import dev.quarry.engine.Statistics;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A figure by which combinations are ranked, best first. */
public enum Metric {
    PROFIT_FACTOR("profit_factor", Statistics::profitFactor),
    WIN_RATE("win_rate", Statistics::winRatePercent),
    TOTAL_RETURN("total_return", Statistics::totalReturnPercent),
    /** The only one of which less is better. */
    MAX_DRAWDOWN("max_drawdown", Statistics::maxDrawdownPercent),
    SHARPE_RATIO("sharpe_ratio", Statistics::sharpeRatio),
    SORTINO_RATIO("sortino_ratio", Statistics::sortinoRatio),
    CALMAR_RATIO("calmar_ratio", Statistics::calmarRatio),
    NUM_TRADES("num_trades", Statistics::trades),
    AVG_RETURN("avg_return", Statistics::averageReturnPercent);

    /** What the reference calls {@link #TOTAL_RETURN} where it ranks by nothing. */
    private static final String TOTAL_RETURN_ALIAS = "total_equity_return_pct";

    private final String text;
    private final ToDoubleFunction<Statistics> figure;

    Metric(String text, ToDoubleFunction<Statistics> figure) {
        this.text = text;
        this.figure = figure;
    }

    /** The metric of that name, {@code total_equity_return_pct} being {@link #TOTAL_RETURN}; empty when there is none. */
    public static Optional<Metric> of(String name) {
        if (TOTAL_RETURN_ALIAS.equals(name)) {
            return Optional.of(TOTAL_RETURN);
        }
        return Arrays.stream(values()).filter(m -> m.text.equals(name)).findFirst();
    }

    /** The names of all metrics. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Metric::text).toList();
    }

    /** The name of the metric, which is also the name of its column in results. */
    public String text() {
        return text;
    }

    /** The figure itself; the profit factor may be infinite. */
    public double of(Statistics statistics) {
        return figure.applyAsDouble(statistics);
    }

    /** A value of the metric as JSON has it: counts are whole numbers, unless it is the middle between two. */
    public Number written(double value) {
        if (this == NUM_TRADES && value == Math.rint(value)) {
            return (long) value;
        }
        return value;
    }

    /**
     * Better first: by the metric, infinite above any finite figure and NaN below all; then the lower drawdown; then the
     * combination that comes first in the grid. A total order over tested combinations of one grid.
     */
    public Comparator<CombinationResult> bestFirst() {
        return Comparator.comparing(CombinationResult::statistics, bestStatisticsFirst())
                .thenComparingLong(r -> r.combination().index());
    }

    /** The same order where places in the grid are left out. */
    public Comparator<Statistics> bestStatisticsFirst() {
        return Comparator.<Statistics>comparingDouble(this::badness)
                .thenComparingDouble(Statistics::maxDrawdownPercent);
    }

    /** Ascending with {@link Double#compare}, which puts NaN last. */
    private double badness(Statistics statistics) {
        double value = of(statistics);
        return isBetterSmall() ? value : 0.0 - value;
    }

    /** Whether less of it is better. */
    public boolean isBetterSmall() {
        return this == MAX_DRAWDOWN;
    }
}
