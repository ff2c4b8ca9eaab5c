package dev.quarry.strategy;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * A condition with values for its parameters: true or false at the close of each bar. Equal ones are true on the same bars.
 * The plain engine asks bar by bar, the fast one keeps each {@link Test} as bits.
 */
public sealed interface Signal {

    /** True on every bar. */
    Signal ALWAYS = new All(List.of());

    /** Whether it is true at a bar of that series, by the index of the bar. */
    IntPredicate on(Indicators indicators);

    /** A condition that is not made of others. Implementations are records. */
    non-sealed interface Test extends Signal {}

    /**
     * True where all of them are.
     *
     * @param of the conditions, in the order in which they are asked
     */
    record All(List<Signal> of) implements Signal {
        public All {
            of = List.copyOf(of);
        }

        @Override
        public IntPredicate on(Indicators indicators) {
            IntPredicate[] all = predicates(of, indicators);
            return bar -> {
                for (IntPredicate one : all) {
                    if (!one.test(bar)) {
                        return false;
                    }
                }
                return true;
            };
        }
    }

    /**
     * True where one of them is.
     *
     * @param of the conditions, in the order in which they are asked
     */
    record Any(List<Signal> of) implements Signal {
        public Any {
            of = List.copyOf(of);
        }

        @Override
        public IntPredicate on(Indicators indicators) {
            IntPredicate[] all = predicates(of, indicators);
            return bar -> {
                for (IntPredicate one : all) {
                    if (one.test(bar)) {
                        return true;
                    }
                }
                return false;
            };
        }
    }

    /**
     * True where another one is not.
     *
     * @param of the other one
     */
    record Not(Signal of) implements Signal {
        @Override
        public IntPredicate on(Indicators indicators) {
            return of.on(indicators).negate();
        }
    }

    /**
     * True where a line is at a level or beyond it, on one side; never where the line has no value.
     *
     * @param column the line
     * @param atLeast whether it must be at least the level, otherwise at most
     * @param level a number in the line's unit
     */
    record Beyond(Column column, boolean atLeast, double level) implements Test {
        @Override
        public IntPredicate on(Indicators indicators) {
            double[] values = column.on(indicators);
            return atLeast ? bar -> values[bar] >= level : bar -> values[bar] <= level;
        }
    }

    private static IntPredicate[] predicates(List<Signal> signals, Indicators indicators) {
        return signals.stream().map(signal -> signal.on(indicators)).toArray(IntPredicate[]::new);
    }
}
