package dev.quarry.marketdata.file;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * The values of one column of a batch of rows.
 *
 * @param valid a bit for each row that has a value; null when all have one
 * @param texts the values as a table of text would have them
 * @param numbers the same as numbers; null when they are none
 * @param millis the same as milliseconds since the epoch, {@link #NO_MILLIS} where they are none, a time without a zone being
 *     one of UTC; null when they are neither times nor whole numbers
 */
record ArrowColumn(ByteBuffer valid, IntFunction<String> texts, IntToDoubleFunction numbers, IntToLongFunction millis) {

    /** A time that is no whole millisecond. */
    static final long NO_MILLIS = Long.MIN_VALUE;

    /** Values that are neither numbers nor times. */
    static ArrowColumn ofTexts(ByteBuffer valid, IntFunction<String> texts) {
        return new ArrowColumn(valid, texts, null, null);
    }

    boolean has(int row) {
        return valid == null || (valid.get(row >> 3) >> (row & 7) & 1) != 0;
    }

    /** Empty for none. */
    String text(int row) {
        return has(row) ? texts.apply(row) : "";
    }
}
