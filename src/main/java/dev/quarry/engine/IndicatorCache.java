package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Indicator;
import dev.quarry.strategy.Indicators;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shares indicators of one series between back-tests whose indicators are equal. Bounded by memory, the least recently used
 * go first; safe for any number of threads.
 */
public final class IndicatorCache implements Indicators {

    private static final long DEFAULT_BYTES = 64L << 20;

    private final Bars history;
    private final Bars bars;
    private final int warmupBars;
    private final int capacity;
    private final Runnable checkpoint;
    private final Map<Indicator<?>, Object> entries;

    /** What is traded of another cache's series; null for all of it. */
    private final Stretches stretches;

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
        this.entries = new LinkedHashMap<>(16, 0.75f, true);
        this.stretches = null;
    }

    private IndicatorCache(IndicatorCache whole, Stretches stretches) {
        this.history = whole.history;
        this.bars = whole.bars;
        this.warmupBars = whole.warmupBars;
        this.checkpoint = whole.checkpoint;
        this.capacity = whole.capacity;
        this.entries = whole.entries;
        this.stretches = stretches;
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

    @Override
    public Bars bars() {
        return bars;
    }

    /** The bars from which indicators are computed: {@link #warmupBars} of them, then those of {@link #bars}. */
    public Bars history() {
        return history;
    }

    /** How many bars come before those that are traded. */
    public int warmupBars() {
        return warmupBars;
    }

    /** Whether a position may be opened on that bar. */
    public boolean opensOn(int bar) {
        return stretches == null || stretches.entries().get(bar);
    }

    /** Whether there are bars at whose close every open position is closed. */
    public boolean closesSome() {
        return stretches != null;
    }

    /** Whether every open position is closed at the close of that bar, as if its exit said so. */
    public boolean closesOn(int bar) {
        return stretches != null && stretches.last().get(bar);
    }

    /** Two threads may compute the same value at once, which costs time but changes nothing. */
    @Override
    @SuppressWarnings("unchecked")
    public <V> V of(Indicator<V> indicator) {
        synchronized (entries) {
            Object known = entries.get(indicator);
            if (known != null) {
                return (V) known;
            }
        }
        V computed = indicator.over(history, warmupBars, checkpoint);
        synchronized (entries) {
            entries.put(indicator, computed);
            if (entries.size() > capacity) {
                entries.remove(entries.keySet().iterator().next());
            }
        }
        return computed;
    }
}
