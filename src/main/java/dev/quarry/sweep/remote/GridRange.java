package dev.quarry.sweep.remote;

import java.util.Arrays;

/**
 * Combinations that follow one another in a search, by their indexes in the grid. As bytes each is its distance from the one
 * before, seven bits a byte, lowest first: mostly one byte.
 */
public final class GridRange {

    private static final int SEVEN = 7;
    private static final int LOW = 0x7f;
    private static final int MORE = 0x80;
    private static final int LONGEST = 10;

    private byte[] bytes = new byte[1024];
    private int length;
    private int size;
    private long last;

    /** Adds an index above all that were added. */
    public void add(long index) {
        if (length + LONGEST > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        long left = index - last;
        last = index;
        size++;
        while (left > LOW) {
            bytes[length++] = (byte) (left & LOW | MORE);
            left >>>= SEVEN;
        }
        bytes[length++] = (byte) left;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** As {@link #indexes} reads them. */
    public byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** The indexes of a range, ascending. */
    public static long[] indexes(byte[] bytes) {
        int size = 0;
        for (byte one : bytes) {
            size += one >= 0 ? 1 : 0;
        }
        long[] indexes = new long[size];
        int at = 0;
        long last = 0;
        for (int k = 0; k < size; k++) {
            int shift = 0;
            byte one;
            do {
                one = bytes[at++];
                last += (long) (one & LOW) << shift;
                shift += SEVEN;
            } while (one < 0);
            indexes[k] = last;
        }
        return indexes;
    }
}
