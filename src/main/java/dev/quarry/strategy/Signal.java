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

    /** True on no bar. */
    Signal NEVER = new Any(List.of());

    /**
     * Whether it is true at a bar of that series, by the index of the bar.
     *
     * @throws IllegalStateException where it {@link #asksPosition}
     */
    IntPredicate on(Indicators indicators);

    /** Whether it is true at a bar depends on the position that is open then. */
    default boolean asksPosition() {
        return false;
    }

    /** Whether a position is left at a bar of that series. */
    default ExitTest exitOn(Indicators indicators) {
        IntPredicate holds = on(indicators);
        return (bar, position) -> holds.test(bar);
    }

    /** A condition that is not made of others. Implementations are records. */
    non-sealed interface Test extends Signal {

        /** The same for all bars at once: bit k of word k / 64 for bar k. The spare one is not set; nobody writes to them. */
        default long[] bits(Indicators indicators) {
            IntPredicate holds = on(indicators);
            int size = indicators.bars().size();
            long[] bits = new long[size / Long.SIZE + 1];
            for (int bar = 0; bar < size; bar++) {
                if (holds.test(bar)) {
                    bits[bar >>> 6] |= 1L << bar;
                }
            }
            return bits;
        }
    }

    /** A condition of an exit that is not made of others and asks about the position. Implementations are records. */
    non-sealed interface OfPosition extends Signal {

        @Override
        default IntPredicate on(Indicators indicators) {
            throw new IllegalStateException("asks about a position: " + this);
        }

        @Override
        default boolean asksPosition() {
            return true;
        }

        @Override
        ExitTest exitOn(Indicators indicators);
    }

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

        @Override
        public boolean asksPosition() {
            return of.stream().anyMatch(Signal::asksPosition);
        }

        @Override
        public ExitTest exitOn(Indicators indicators) {
            ExitTest[] all = exits(of, indicators);
            return (bar, position) -> {
                for (ExitTest one : all) {
                    if (!one.holds(bar, position)) {
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

        @Override
        public boolean asksPosition() {
            return of.stream().anyMatch(Signal::asksPosition);
        }

        @Override
        public ExitTest exitOn(Indicators indicators) {
            ExitTest[] all = exits(of, indicators);
            return (bar, position) -> {
                for (ExitTest one : all) {
                    if (one.holds(bar, position)) {
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

        @Override
        public boolean asksPosition() {
            return of.asksPosition();
        }

        @Override
        public ExitTest exitOn(Indicators indicators) {
            ExitTest other = of.exitOn(indicators);
            return (bar, position) -> !other.holds(bar, position);
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

    private static ExitTest[] exits(List<Signal> signals, Indicators indicators) {
        return signals.stream().map(signal -> signal.exitOn(indicators)).toArray(ExitTest[]::new);
    }

    private static IntPredicate[] predicates(List<Signal> signals, Indicators indicators) {
        return signals.stream().map(signal -> signal.on(indicators)).toArray(IntPredicate[]::new);
    }
}
