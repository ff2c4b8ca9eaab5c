package dev.quarry.sweep.fast;

import java.util.Arrays;

/** A map from non-negative longs to non-negative ints without objects, by open addressing. Not safe for threads. */
final class LongIntMap {

    static final int ABSENT = -1;

    private static final int SMALLEST = 1 << 8;

    private long[] keys = empty(SMALLEST);
    private int[] values = new int[SMALLEST];
    private int size;

    /** The value of that key, {@link #ABSENT} when there is none. */
    int get(long key) {
        int slot = slot(key);
        return keys[slot] == key ? values[slot] : ABSENT;
    }

    void put(long key, int value) {
        int slot = slot(key);
        if (keys[slot] != key) {
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
        if (size > keys.length / 2) {
            grow();
        }
    }

    int size() {
        return size;
    }

    void clear() {
        if (size > 0) {
            keys = empty(SMALLEST);
            values = new int[SMALLEST];
            size = 0;
        }
    }

    /** Where the key is or would go. */
    private int slot(long key) {
        long mixed = key * 0x9e3779b97f4a7c15L;
        int mask = keys.length - 1;
        int slot = (int) (mixed >>> 32) & mask;
        while (keys[slot] != key && keys[slot] >= 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = empty(oldKeys.length * 2);
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] >= 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    private static long[] empty(int length) {
        long[] keys = new long[length];
        Arrays.fill(keys, -1);
        return keys;
    }
}
