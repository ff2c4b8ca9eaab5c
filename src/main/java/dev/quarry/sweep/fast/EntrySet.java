package dev.quarry.sweep.fast;

import java.util.Arrays;

/**
 * The candidates on which a combination enters when it is free to, as bits. Where both sides have a signal the short one
 * wins, so a candidate is entered on one side only. Equal sets are walked once.
 */
final class EntrySet {

    private final long[] entries;
    private final long[] shorts;
    private final int size;
    private final int hash;
    private final boolean anyShort;
    private final boolean anyLong;

    /** @param size number of candidates; both arrays have a spare bit at least */
    EntrySet(long[] shorts, long[] longs, int size) {
        this.shorts = shorts;
        this.size = size;
        long someShort = 0;
        long someLong = 0;
        for (int w = 0; w < shorts.length; w++) {
            someShort |= shorts[w];
            someLong |= longs[w] & ~shorts[w];
        }
        this.anyShort = someShort != 0;
        this.anyLong = someLong != 0;
        this.entries = !anyShort ? longs : !anyLong ? shorts : joined(shorts, longs);
        this.hash = 31 * Arrays.hashCode(entries) + (anyShort ? Arrays.hashCode(shorts) : 0);
    }

    private static long[] joined(long[] shorts, long[] longs) {
        long[] entries = shorts.clone();
        for (int w = 0; w < entries.length; w++) {
            entries[w] |= longs[w];
        }
        return entries;
    }

    /** The first entry at that candidate or after it; the number of candidates when there is none. */
    int next(int candidate) {
        int word = candidate >>> 6;
        long bits = entries[word] & (-1L << candidate);
        while (bits == 0) {
            if (++word == entries.length) {
                return size;
            }
            bits = entries[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    /** Whether the entry at that candidate is a short one. */
    boolean isShort(int candidate) {
        return (shorts[candidate >>> 6] >>> candidate & 1) != 0;
    }

    boolean anyShort() {
        return anyShort;
    }

    boolean anyLong() {
        return anyLong;
    }

    int bytes() {
        return 16 * entries.length + 64;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntrySet set
                && Arrays.equals(entries, set.entries)
                && Arrays.equals(shorts, set.shorts);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
