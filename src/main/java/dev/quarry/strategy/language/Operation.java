package dev.quarry.strategy.language;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.functions.Function;
import java.util.List;

/** What a node of the graph does with its operands. */
public sealed interface Operation {

    /** A number of the text. */
    record Number(double value) implements Operation {}

    /** {@code true} or {@code false}. */
    record Truth(boolean value) implements Operation {}

    /** What each bar says of itself. */
    record OfBar(Price price) implements Operation {}

    /** When each bar opens. */
    record OfTime(OpenTime time) implements Operation {}

    /** What is known of the open position, in exits only. */
    record OfPosition(PositionValue value) implements Operation {}

    /** The value of a number or a boolean parameter. */
    record OfParameter(String name) implements Operation {}

    /** Whether a choice has that text, or has not. */
    record Chosen(String choice, String text, boolean equal) implements Operation {}

    /** An operator on one or two operands. */
    record Joined(Operator operator) implements Operation {}

    /** The second operand where the first holds, else the third. */
    record Choose() implements Operation {}

    /** The operand so many bars ago. */
    record Ago(Window bars) implements Operation {}

    /** The operand on bars of another timeframe; {@code atLeast}: unless the bars at hand are as long. */
    record On(Timeframe timeframe, boolean atLeast) implements Operation {}

    /** A function of its operands, which are its arguments without the windows, and of its windows, both in order. */
    record Call(Function function, List<Window> windows) implements Operation {}
}
