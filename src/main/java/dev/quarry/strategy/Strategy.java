package dev.quarry.strategy;

import dev.quarry.series.Timeframe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What engines, grids and pages know of a strategy. Stops, sizes, costs and limits are no part of it: all strategies share
 * them.
 */
public interface Strategy {

    /** Its name in requests, rows and results. */
    String name();

    /** Its own parameters, in the order in which they are shown. */
    List<Parameter<?>> parameters();

    /** When a position of that side is opened, at the close of the bar. Where both sides are, the short one wins. */
    Condition entry(Side side);

    /** When a position of that side is closed, at the close of the bar. */
    Condition exit(Side side);

    /**
     * A price at which a position of that side is closed in favour of it: the line as it stood at the close of one bar is a
     * limit order on the next. Empty where the strategy has none; NaN is no order.
     */
    default Optional<Line> target(Side side) {
        return Optional.empty();
    }

    /**
     * The shared settings that have other values with this strategy where none are given, by name, as JSON has them. Null
     * switches a limit off.
     */
    default Map<String, Object> defaults() {
        return Map.of();
    }

    /**
     * Whether searches leave out of a grid what the reference leaves out and nothing else (SPEC G.1, H.2), so that numbers of
     * combinations are the reference's. Of other strategies they leave out each combination that differs from one before it only in
     * what has no effect.
     */
    default boolean isPrunedAsReference() {
        return false;
    }

    /** The average true range, in the price's unit, by which stops are measured that are measured by one. */
    Line averageTrueRange();

    /** What a chart shows beside the bars. */
    List<ChartLine> chart();

    /**
     * At how many bars from the beginning of a series a value of its lines depends on where the series begins: those of the
     * line that takes longest. Averages over a window forget what left it; recursive ones never do, but the weight of their
     * first value falls below the precision of a double.
     */
    int unstableBars(ParameterValues values, Timeframe timeframe);

    /** The parameters that {@link #unstableBars} depends on. */
    List<Parameter<?>> memory();
}
