package dev.quarry.strategy.language.functions;

import java.util.BitSet;
import java.util.function.ToDoubleFunction;

/** How a function gets its values. */
public sealed interface Body {

    /** From its arguments at the same bar alone; so it may be asked about a single bar too. */
    record Pointwise(ToDoubleFunction<double[]> value) implements Body {}

    /** A number at each bar, from whole columns. */
    record Line(java.util.function.Function<Inputs, double[]> column) implements Body {}

    /** A condition at each bar, from whole columns. */
    record Condition(java.util.function.Function<Inputs, BitSet> bars) implements Body {}

    /** By the evaluator, which chooses between branches or changes the timeframe. */
    record Form() implements Body {}
}
