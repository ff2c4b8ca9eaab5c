package dev.quarry.strategy.language.evaluation;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.ExitTest;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Type;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines and conditions of a definition under one set of parameters on one series, each sub-expression computed once. Not
 * for several threads at once.
 */
public final class Evaluation {

    private final Bars bars;
    private final GivenValues values;
    private final long mostBytes;
    private final Runnable checkpoint;
    private final Map<Timeframe, Bars> barsOf = new EnumMap<>(Timeframe.class);
    private final Map<Occurrence, Column> columns = new HashMap<>();
    private long bytes;

    /**
     * Nothing computed yet.
     *
     * @param bars of a timeframe on which the definition has no faults
     * @param values for each parameter of the definition
     * @param mostBytes about how much memory all columns together may take
     * @param checkpoint is called often; what it throws ends the work
     */
    public Evaluation(Bars bars, GivenValues values, long mostBytes, Runnable checkpoint) {
        this.bars = bars;
        this.values = values;
        this.mostBytes = mostBytes;
        this.checkpoint = checkpoint;
        barsOf.put(bars.timeframe(), bars);
    }

    /**
     * A number at each bar; NaN where it is undefined. The array is shared: do not write to it.
     *
     * @throws TooMuchMemoryException when the columns do not fit
     */
    public double[] line(Node node) {
        return column(node).over(bars.size()).numbers();
    }

    /**
     * The bars at which a condition holds. The set is shared: do not write to it.
     *
     * @throws TooMuchMemoryException when the columns do not fit
     */
    public BitSet condition(Node node) {
        return column(node).over(bars.size()).truths();
    }

    /**
     * When an exit holds, which may ask about the position. All columns it needs are computed now.
     *
     * @throws TooMuchMemoryException when the columns do not fit
     */
    public ExitTest exit(Node node) {
        if (!node.isPositional()) {
            BitSet holds = condition(node);
            return (bar, position) -> holds.get(bar);
        }
        return new PositionTest(node, values, bars, this::column)::holds;
    }

    private Column column(Node root) {
        Occurrence requested = Occurrence.of(root, bars.timeframe());
        if (!columns.containsKey(requested)) {
            Collection<Occurrence> needed = Occurrence.all(List.of(root), bars.timeframe());
            for (Occurrence occurrence : needed) {
                if (!columns.containsKey(occurrence)) {
                    checkpoint.run();
                    columns.put(occurrence, compute(occurrence));
                }
            }
        }
        return columns.get(requested);
    }

    private Column compute(Occurrence occurrence) {
        Computation computation = new Computation(values, this::bars, this::charge, checkpoint);
        return computation.column(
                occurrence, occurrence.operands().stream().map(columns::get).toList());
    }

    private Bars bars(Timeframe timeframe) {
        Bars known = barsOf.get(timeframe);
        if (known == null) {
            known = LongerBars.of(bars, timeframe);
            charge(6 * Column.bytes(Type.NUMBER, known.size()));
            barsOf.put(timeframe, known);
        }
        return known;
    }

    private void charge(long more) {
        bytes += more;
        if (bytes > mostBytes) {
            throw new TooMuchMemoryException(mostBytes, bars.size());
        }
    }
}
