package dev.quarry.marketdata.store;

/**
 * The changes that merging made to a series.
 *
 * @param added candles that were new
 * @param replaced candles that were stored with other values
 * @param unchanged candles that were stored with the same values
 */
public record MergeCounts(long added, long replaced, long unchanged) {

    public static final MergeCounts NONE = new MergeCounts(0, 0, 0);

    public MergeCounts plus(MergeCounts other) {
        return new MergeCounts(added + other.added, replaced + other.replaced, unchanged + other.unchanged);
    }

    /** The number of different bars. */
    public long total() {
        return added + replaced + unchanged;
    }

    /** Whether the series was changed. */
    public boolean changedAnything() {
        return added + replaced > 0;
    }
}
