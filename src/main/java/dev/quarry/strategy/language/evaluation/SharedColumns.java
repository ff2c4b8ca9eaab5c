package dev.quarry.strategy.language.evaluation;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.ExitTest;
import dev.quarry.strategy.OpenPosition;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The columns of one definition on one series, shared between all values of its parameters: each distinct pair of
 * sub-expression and values of the parameters in it is computed once, as long as there is memory to keep it; the least
 * recently used go first. Safe for any number of threads.
 */
public final class SharedColumns {

    private final Bars history;
    private final int from;
    private final long mostBytes;
    private final Runnable checkpoint;
    private final Lanes.Scale prices;
    private final Map<Timeframe, Bars> longerBars = new ConcurrentHashMap<>();
    private final LinkedHashMap<GivenValues.Key, Column> columns = new LinkedHashMap<>(16, 0.75f, true);
    private final LinkedHashMap<GivenValues.Key, double[]> cutLines = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long cutBytes;

    /**
     * Nothing computed yet.
     *
     * @param history all bars
     * @param from the first of them that answers are about; those before it only warm up
     * @param mostBytes about how much memory to keep
     * @param checkpoint is called often; what it throws ends the work
     */
    public SharedColumns(Bars history, int from, long mostBytes, Runnable checkpoint) {
        this.history = history;
        this.from = from;
        this.mostBytes = mostBytes;
        this.checkpoint = checkpoint;
        this.prices = Lanes.Scale.of(history.low(), history.high());
    }

    /**
     * A number at each bar from the first that answers are about; NaN where it is undefined, 1 and 0 for a condition. The
     * array is shared: do not write to it.
     *
     * @param values for the parameters of the node at least
     * @throws TooMuchMemoryException when what it is made of does not fit
     */
    public double[] line(Node node, GivenValues values) {
        Occurrence requested = Occurrence.of(node, history.timeframe());
        Column column = column(requested, values);
        if (from == 0 && column.numbers() != null && column.size() == history.size()) {
            return column.numbers();
        }
        GivenValues.Key key = values.key(requested);
        synchronized (cutLines) {
            double[] known = cutLines.get(key);
            if (known != null) {
                return known;
            }
        }
        double[] cut = new double[history.size() - from];
        Arrays.setAll(cut, bar -> column.at(bar + from));
        synchronized (cutLines) {
            if (cutLines.put(key, cut) == null) {
                cutBytes += 8L * cut.length;
            }
            while (cutBytes > mostBytes && cutLines.size() > 1) {
                cutBytes -= 8L * cut.length;
                cutLines.remove(cutLines.keySet().iterator().next());
            }
        }
        return cut;
    }

    /**
     * The bars at which a condition holds, bar 0 being the first that answers are about. The set is shared: do not write to it.
     *
     * @param values for the parameters of the node at least
     * @throws TooMuchMemoryException when what it is made of does not fit
     */
    public BitSet condition(Node node, GivenValues values) {
        BitSet truths = column(Occurrence.of(node, history.timeframe()), values)
                .over(history.size())
                .truths();
        return from == 0 ? truths : truths.get(from, history.size());
    }

    /**
     * The same as bits with a spare one, of which nothing is kept. Nobody else has them.
     *
     * @param values for the parameters of the node at least
     * @throws TooMuchMemoryException when what it is made of does not fit
     */
    public long[] bits(Node node, GivenValues values) {
        long[] compared = compared(node, values);
        if (compared != null && from == 0) {
            return compared;
        }
        BitSet holds = compared == null
                ? condition(node, values)
                : BitSet.valueOf(compared).get(from, history.size());
        return Arrays.copyOf(holds.toLongArray(), (history.size() - from) / Long.SIZE + 1);
    }

    /** Of a comparison of two lines; null of any other condition. */
    private long[] compared(Node node, GivenValues values) {
        List<Node> operands = node.operands();
        if (operands.size() != 2 || operands.get(0).type() != Type.NUMBER) {
            return null;
        }
        ComparedLine a = comparedLine(operands.get(0), values);
        ComparedLine b = comparedLine(operands.get(1), values);
        if (node.operation() instanceof Operation.Call call) {
            return switch (call.function().name()) {
                case "crosses_above" -> a.crossesAbove(b);
                case "crosses_below" -> b.crossesAbove(a);
                default -> null;
            };
        }
        if (node.operation() instanceof Operation.Joined joined) {
            return switch (joined.operator()) {
                case GREATER -> a.above(b, false);
                case AT_LEAST -> a.above(b, true);
                case LESS -> b.above(a, false);
                case AT_MOST -> b.above(a, true);
                default -> null;
            };
        }
        return null;
    }

    private ComparedLine comparedLine(Node node, GivenValues values) {
        return column(Occurrence.of(node, history.timeframe()), values)
                .over(history.size())
                .compared(prices);
    }

    /**
     * When an exit holds that asks about the position, by bars of which 0 is the first that answers are about.
     *
     * @param values for the parameters of the node at least
     * @throws TooMuchMemoryException when what it is made of does not fit
     */
    public ExitTest exit(Node node, GivenValues values) {
        PositionTest test = new PositionTest(
                node, values, history, operand -> column(Occurrence.of(operand, history.timeframe()), values));
        return (int bar, OpenPosition position) -> test.holds(bar + from, position);
    }

    private Column column(Occurrence requested, GivenValues values) {
        Column known = known(values.key(requested));
        if (known != null) {
            return known;
        }
        Work work = new Work(values);
        return work.column(requested);
    }

    private Column known(GivenValues.Key key) {
        synchronized (columns) {
            return columns.get(key);
        }
    }

    /** Two threads may compute the same column at once, which costs time but changes nothing. */
    private void keep(GivenValues.Key key, Column column) {
        synchronized (columns) {
            if (columns.put(key, column) == null) {
                bytes += bytes(column);
            }
            while (bytes > mostBytes && columns.size() > 1) {
                Column oldest = columns.remove(columns.keySet().iterator().next());
                bytes -= bytes(oldest);
            }
        }
    }

    private static long bytes(Column column) {
        return column.numbers() == null ? column.size() / 8 + 32 : 8L * column.size() + 16 + column.size() * 8L / 3;
    }

    private Bars bars(Timeframe timeframe) {
        return timeframe == history.timeframe()
                ? history
                : longerBars.computeIfAbsent(timeframe, longer -> LongerBars.of(history, longer));
    }

    /** What one column is made of, kept while it is made whatever others forget meanwhile. */
    private final class Work {

        private final GivenValues values;
        private final KnownConstants constants;
        private final Map<Occurrence, Column> made = new HashMap<>();
        private final Computation computation;
        private long madeBytes;

        Work(GivenValues values) {
            this.values = values;
            this.constants = new KnownConstants(values);
            this.computation = new Computation(values, SharedColumns.this::bars, this::charge, checkpoint);
        }

        Column column(Occurrence requested) {
            Deque<Occurrence> stack = new ArrayDeque<>(List.of(requested));
            while (!stack.isEmpty()) {
                Occurrence top = stack.peek();
                Optional<Occurrence> only = only(top);
                List<Occurrence> operands =
                        made.containsKey(top) ? List.of() : only.map(List::of).orElseGet(top::operands);
                List<Occurrence> missing = operands.stream()
                        .filter(operand -> find(operand) == null)
                        .toList();
                if (!missing.isEmpty()) {
                    missing.forEach(stack::push);
                    continue;
                }
                stack.pop();
                if (!made.containsKey(top)) {
                    checkpoint.run();
                    Column column = only.isPresent()
                            ? made.get(only.get())
                            : computation.column(
                                    top, operands.stream().map(made::get).toList());
                    made.put(top, column);
                    keep(values.key(top), column);
                }
            }
            return made.get(requested);
        }

        private Optional<Occurrence> only(Occurrence occurrence) {
            return constants.only(occurrence.node()).map(node -> Occurrence.of(node, occurrence.timeframe()));
        }

        private Column find(Occurrence occurrence) {
            return made.computeIfAbsent(occurrence, requested -> known(values.key(requested)));
        }

        private void charge(long more) {
            madeBytes += more;
            if (madeBytes > mostBytes) {
                throw new TooMuchMemoryException(mostBytes, history.size());
            }
        }
    }
}
