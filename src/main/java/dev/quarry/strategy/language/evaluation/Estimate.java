package dev.quarry.strategy.language.evaluation;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.Type;
import dev.quarry.strategy.language.Window;
import dev.quarry.strategy.language.functions.Body;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What lines and conditions cost, known before any is computed: at most, over all combinations of the values that parameters
 * take, each distinct sub-expression once.
 *
 * @param columns distinct columns
 * @param operations steps of work, some nanoseconds each
 * @param bytes memory of all columns together
 * @param warmupBars bars of the market before the last of them has its first value, where nothing is undefined for another
 *     reason
 */
public record Estimate(long columns, double operations, double bytes, long warmupBars) {

    /** About, on one core: measured with the grids of the definitions that come with Quarry, on 17,520 and 60,000 bars. */
    private static final double SECONDS_A_STEP = 6e-9;

    /** Steps for a bar of a comparison of two lines: a few bars at once. */
    private static final double COMPARED = 0.3;

    /** Steps for a bar of what {@code and}, {@code or} and {@code not} join: 64 bars at once. */
    private static final double JOINED = 0.1;

    /** About how long the operations take on one core. */
    public double seconds() {
        return operations * SECONDS_A_STEP;
    }

    /** Of one back-test or a grid: for each parameter the values it takes, one where it does not vary. */
    public static Estimate of(
            Collection<Node> nodes, Map<String, ? extends List<?>> taken, Timeframe market, int bars) {
        long columns = 0;
        double operations = 0;
        double bytes = 0;
        long warmup = 0;
        Map<Occurrence, Long> warmups = new HashMap<>();
        for (Occurrence occurrence : Occurrence.all(nodes, market)) {
            Node node = occurrence.node();
            warmups.put(occurrence, warmup(occurrence, warmups, taken));
            if (node.isConstant() || node.isPositional()) {
                continue;
            }
            double combinations = node.parameters().stream()
                    .mapToDouble(parameter -> taken.get(parameter).size())
                    .reduce(1, (a, b) -> a * b);
            double ratio = (double) occurrence.timeframe().millis() / market.millis();
            double size = Math.ceil(bars / ratio);
            columns += (long) combinations;
            operations += combinations * size * operations(node, taken);
            bytes += combinations * Column.bytes(node.type(), (long) size);
            warmup = Math.max(warmup, Math.round(warmups.get(occurrence) * ratio));
        }
        return new Estimate(columns, operations, bytes, warmup);
    }

    private static double operations(Node node, Map<String, ? extends List<?>> taken) {
        if (comparesLines(node)) {
            return COMPARED;
        }
        if (node.operation() instanceof Operation.Call call && !(call.function().body() instanceof Body.Pointwise)) {
            return call.function().operations().applyAsInt(largest(call.windows(), taken));
        }
        return node.type() == Type.CONDITION ? JOINED : 1 + node.operands().size();
    }

    /** Such as {@code a > b} and {@code crosses_above(a, b)}. */
    private static boolean comparesLines(Node node) {
        return node.type() == Type.CONDITION
                && node.operands().size() == 2
                && node.operands().get(0).type() == Type.NUMBER;
    }

    /** In bars of the occurrence. */
    private static long warmup(
            Occurrence occurrence, Map<Occurrence, Long> known, Map<String, ? extends List<?>> taken) {
        long operands =
                occurrence.operands().stream().mapToLong(known::get).max().orElse(0);
        Operation operation = occurrence.node().operation();
        if (operation instanceof Operation.Ago ago) {
            return operands + largest(List.of(ago.bars()), taken)[0];
        }
        if (operation instanceof Operation.Call call) {
            return operands + call.function().warmup().bars().applyAsInt(largest(call.windows(), taken));
        }
        if (operation instanceof Operation.On on
                && occurrence.changes(on)
                && !occurrence.node().isConstant()) {
            // The first long bar with a value has to end.
            long ratio = on.timeframe().millis() / occurrence.timeframe().millis();
            return (operands + 1) * ratio - 1;
        }
        return operands;
    }

    private static int[] largest(List<Window> windows, Map<String, ? extends List<?>> taken) {
        return windows.stream()
                .mapToInt(window -> window.parameter() == null
                        ? window.bars()
                        : taken.get(window.parameter()).stream()
                                .mapToInt(value -> ((Number) value).intValue())
                                .max()
                                .orElse(1))
                .toArray();
    }
}
