package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.Bollinger;
import dev.quarry.strategy.rsibands.BollingerBands;
import dev.quarry.strategy.rsibands.Keltner;
import dev.quarry.strategy.rsibands.KeltnerChannel;
import dev.quarry.strategy.rsibands.RelativeStrength;
import dev.quarry.strategy.rsibands.Rsi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Shares indicators of one series between back-tests whose indicator parameters are equal. Bounded by memory, the least
 * recently used go first; safe for any number of threads. Values are the ones that {@link Indicators#of} computes.
 */
public final class IndicatorCache {

    private static final long DEFAULT_BYTES = 64L << 20;

    private final Bars history;
    private final Bars bars;
    private final int warmupBars;
    private final int capacity;
    private final Runnable checkpoint;
    private final Map<Record, Record> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** What is traded of another cache's series; null for all of the own one. */
    private final Stretches stretches;

    private final IndicatorCache whole;

    /** A cache of about 64 MiB for that series. */
    public IndicatorCache(Bars bars) {
        this(bars, 0, DEFAULT_BYTES, () -> {});
    }

    /**
     * A cache for a series with a pre-roll: indicators start at the first bar of {@code history}, so that they are warm
     * when trading starts {@code warmupBars} later.
     *
     * @param bytes about how much memory to use; at least one of each indicator is kept whatever the bound
     * @param checkpoint is called often while an indicator is computed, on whatever thread that is; what it throws comes out
     */
    public IndicatorCache(Bars history, int warmupBars, long bytes, Runnable checkpoint) {
        this.history = history;
        this.bars = warmupBars == 0 ? history : history.slice(warmupBars, history.size());
        this.warmupBars = warmupBars;
        this.checkpoint = checkpoint;
        int columnsOfLargest = 4;
        long bytesOfLargest = columnsOfLargest * (8L * bars.size() + 16);
        this.capacity = (int) Math.max(3, Math.min(Integer.MAX_VALUE, bytes / bytesOfLargest));
        this.stretches = null;
        this.whole = null;
    }

    private IndicatorCache(IndicatorCache whole, Stretches stretches) {
        this.history = whole.history;
        this.bars = whole.bars;
        this.warmupBars = whole.warmupBars;
        this.checkpoint = whole.checkpoint;
        this.capacity = whole.capacity;
        this.stretches = stretches;
        this.whole = whole;
    }

    /** The same series of which only some parts are traded; indicators see all of its bars. */
    public IndicatorCache trading(Stretches parts) {
        return new IndicatorCache(this, parts);
    }

    /**
     * The same for some of its bars, as a series of its own.
     *
     * @param from the first of {@link #bars}, by index
     * @param to the one after the last
     * @param mostWarmupBars over how many bars before them indicators warm up, where there are as many
     */
    public IndicatorCache window(int from, int to, int mostWarmupBars) {
        int first = warmupBars + from;
        int warmup = Math.min(mostWarmupBars, first);
        return new IndicatorCache(history.slice(first - warmup, warmupBars + to), warmup, DEFAULT_BYTES, checkpoint);
    }

    /** The series that is traded, without its pre-roll. */
    public Bars bars() {
        return bars;
    }

    /** The indicators of the series under those parameters, computed only where they are not known. */
    public Indicators indicators(StrategyParameters parameters) {
        return new Indicators(
                bollinger(parameters.bollinger()), keltner(parameters.keltner()), strength(parameters.rsi()));
    }

    /** The Bollinger bands of the series, one value for each of {@link #bars()}. */
    public BollingerBands bollinger(Bollinger parameters) {
        return get(
                parameters,
                () -> whole == null
                        ? BollingerBands.of(history, parameters, checkpoint).from(warmupBars)
                        : stretches.of(whole.bollinger(parameters), bars.close()));
    }

    /** The Keltner channel of the series, one value for each of {@link #bars()}. */
    public KeltnerChannel keltner(Keltner parameters) {
        return get(
                parameters,
                () -> whole == null
                        ? KeltnerChannel.of(history, parameters, checkpoint).from(warmupBars)
                        : stretches.of(whole.keltner(parameters), bars.close()));
    }

    /** The RSI of the series and its average, one value for each of {@link #bars()}. */
    public RelativeStrength strength(Rsi parameters) {
        return get(
                parameters,
                () -> whole == null
                        ? RelativeStrength.of(history, parameters, checkpoint).from(warmupBars)
                        : stretches.of(whole.strength(parameters)));
    }

    /** Two threads may compute the same value at once, which costs time but changes nothing. */
    @SuppressWarnings("unchecked")
    private <V extends Record> V get(Record key, Supplier<V> value) {
        synchronized (entries) {
            Record known = entries.get(key);
            if (known != null) {
                return (V) known;
            }
        }
        V computed = value.get();
        synchronized (entries) {
            entries.put(key, computed);
            if (entries.size() > capacity) {
                entries.remove(entries.keySet().iterator().next());
            }
        }
        return computed;
    }
}
