package dev.quarry.sweep.remote;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.CommonNames;
import dev.quarry.strategy.language.Definition;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a process needs to run ranges of a sweep.
 *
 * @param history the bars from which indicators are computed
 * @param warmupBars how many of them come before those that are traded
 * @param definition the strategy as it was written; null for the built-in family
 * @param base raw parameters that hold where the grid has none
 * @param grid the values to try, by parameter
 * @param defaultCommission where neither gives one, a fraction of the notional for each leg
 */
public record SweepTask(
        Bars history,
        int warmupBars,
        Map<String, Object> definition,
        Map<String, Object> base,
        Map<String, ?> grid,
        double defaultCommission) {

    /** Another version of the form is refused: both ends must be of one build. */
    private static final int FORM = 1;

    private static final long CACHE_BYTES = 64L << 20;

    /**
     * The task of that plan.
     *
     * @param indicators of the series, all of which is traded
     */
    public static SweepTask of(SweepPlan plan, IndicatorCache indicators) {
        return new SweepTask(
                indicators.history(),
                indicators.warmupBars(),
                plan.strategy() instanceof DefinedStrategy defined
                        ? defined.definition().written()
                        : null,
                plan.base(),
                plan.combinations().grid().values(),
                plan.defaultCommission());
    }

    /** The series with its indicators. */
    public IndicatorCache indicators() {
        return new IndicatorCache(history, warmupBars, CACHE_BYTES, () -> {});
    }

    /** The grid of that strategy. */
    public Grid gridOf(Strategy strategy) {
        return Grid.ofChecked(strategy, grid);
    }

    /** What is to be run of a grid of {@link #gridOf}. */
    public SweepPlan plan(Grid whole, long[] indexes) {
        return new SweepPlan(Combinations.listed(whole, indexes), base, defaultCommission, index -> false);
    }

    /**
     * The strategy.
     *
     * @param builtIn the built-in family
     * @throws IllegalStateException where the definition can't be read by this version
     */
    public Strategy strategy(Strategy builtIn) {
        if (definition == null) {
            return builtIn;
        }
        Definition.Reading reading = Definition.read(definition, names());
        return DefinedStrategy.of(reading.definition()
                .orElseThrow(() -> new IllegalStateException("the definition can't be read: "
                        + reading.faults().get(0).message())));
    }

    /** Every name that the definition has settings for: it was judged when it came in, and needs no second judgement. */
    private CommonNames names() {
        Set<String> settings = new HashSet<>();
        if (definition.get("defaults") instanceof Map<?, ?> defaults) {
            defaults.keySet().forEach(name -> settings.add((String) name));
        }
        if (definition.get("grids") instanceof Map<?, ?> grids) {
            grids.values()
                    .forEach(values -> ((Map<?, ?>) values).keySet().forEach(name -> settings.add((String) name)));
        }
        if (definition.get("parameters") instanceof Map<?, ?> parameters) {
            settings.removeAll(parameters.keySet());
        }
        return new CommonNames(settings, Set.of());
    }

    /** Writes it. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(FORM);
        out.writeUTF(history.timeframe().code());
        out.writeInt(history.size());
        out.writeBoolean(history.funding() != null);
        for (long time : history.openTime()) {
            out.writeLong(time);
        }
        for (double[] column : new double[][] {
            history.open(), history.high(), history.low(), history.close(), history.volume(), history.funding()
        }) {
            writeColumn(column, out);
        }
        out.writeInt(warmupBars);
        out.writeBoolean(definition != null);
        if (definition != null) {
            PlainValues.write(definition, out);
        }
        PlainValues.write(base, out);
        PlainValues.write(grid, out);
        out.writeDouble(defaultCommission);
    }

    private static void writeColumn(double[] column, DataOutput out) throws IOException {
        if (column != null) {
            for (double value : column) {
                out.writeLong(Double.doubleToRawLongBits(value));
            }
        }
    }

    /** What {@link #write} wrote. */
    public static SweepTask read(DataInput in) throws IOException {
        int form = in.readInt();
        if (form != FORM) {
            throw new IOException("a task of form " + form + ", this build reads form " + FORM);
        }
        Timeframe timeframe = Timeframe.of(in.readUTF()).orElseThrow();
        int size = in.readInt();
        boolean funding = in.readBoolean();
        long[] times = new long[size];
        for (int k = 0; k < size; k++) {
            times[k] = in.readLong();
        }
        Bars bars = new Bars(
                timeframe,
                times,
                readColumn(size, in),
                readColumn(size, in),
                readColumn(size, in),
                readColumn(size, in),
                readColumn(size, in));
        return new SweepTask(
                funding ? bars.withFunding(readColumn(size, in)) : bars,
                in.readInt(),
                in.readBoolean() ? PlainValues.readObject(in) : null,
                PlainValues.readObject(in),
                PlainValues.readObject(in),
                in.readDouble());
    }

    private static double[] readColumn(int size, DataInput in) throws IOException {
        double[] column = new double[size];
        for (int k = 0; k < size; k++) {
            column[k] = Double.longBitsToDouble(in.readLong());
        }
        return column;
    }
}
