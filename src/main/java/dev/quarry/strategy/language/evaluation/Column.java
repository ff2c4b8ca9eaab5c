package dev.quarry.strategy.language.evaluation;

import dev.quarry.strategy.language.Type;
import dev.quarry.strategy.language.functions.Columns;
import java.util.BitSet;
import java.util.function.IntToDoubleFunction;

/** The values of a node: numbers or truths, one for each bar, or one for all of them. */
final class Column {

    private final double[] numbers;
    private final BitSet truths;
    private final int size;
    /** Made when it is first asked for, by any thread. */
    private volatile ComparedLine compared;

    /**
     * Values that nobody writes to any more.
     *
     * @param numbers null where it is a condition
     * @param truths null where it is a line
     * @param size how many values there are; 1 where it is the same at each bar
     */
    Column(double[] numbers, BitSet truths, int size) {
        this.numbers = numbers;
        this.truths = truths;
        this.size = size;
    }

    static Column of(Type type, int size, IntToDoubleFunction value) {
        return type == Type.CONDITION
                ? new Column(null, Columns.where(size, bar -> value.applyAsDouble(bar) != 0), size)
                : new Column(Columns.of(size, value), null, size);
    }

    /** About the memory that so many values take. */
    static long bytes(Type type, long size) {
        return type == Type.CONDITION ? size / 8 + 32 : 8 * size + 16;
    }

    double[] numbers() {
        return numbers;
    }

    BitSet truths() {
        return truths;
    }

    int size() {
        return size;
    }

    /** A line as it is compared with others of that series. */
    ComparedLine compared(Lanes.Scale prices) {
        ComparedLine known = compared;
        if (known == null) {
            known = new ComparedLine(numbers, prices);
            compared = known;
        }
        return known;
    }

    /** A condition is 1 or 0. */
    double at(int bar) {
        int place = size == 1 ? 0 : bar;
        return numbers == null ? (truths.get(place) ? 1 : 0) : numbers[place];
    }

    /** The same with a value for each of so many bars. */
    Column over(int bars) {
        return size == bars ? this : of(numbers == null ? Type.CONDITION : Type.NUMBER, bars, bar -> at(0));
    }
}
