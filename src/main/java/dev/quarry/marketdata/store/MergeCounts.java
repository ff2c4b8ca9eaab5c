package dev.quarry.marketdata.store;

/**
 * What merging did to a series.
 *
 * @param added candles that were not there
 * @param replaced candles that were there with other values
 * @param unchanged candles that were there with the same values
 */
public record MergeCounts(long added, long replaced, long unchanged) {

    public static final MergeCounts NONE = new MergeCounts(0, 0, 0);

    public MergeCounts plus(MergeCounts other) {
        return new MergeCounts(added + other.added, replaced + other.replaced, unchanged + other.unchanged);
    }

    /** Different bars in all. */
    public long total() {
        return added + replaced + unchanged;
    }

    /** True when the series is not what it was. */
    public boolean changedAnything() {
        return added + replaced > 0;
    }
}
