package dev.quarry.platform.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of a column in a batch of rows, laid out as Arrow has them: little end first, a bit for each value that is there, and
 * bits for truth values. What is not set is missing.
 */
final class ColumnValues {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private final Column column;
    private final byte[] there;
    private final byte[] ends;
    private byte[] values;
    private int known;
    private int textBytes;

    ColumnValues(Column column, int capacity) {
        this.column = column;
        this.there = new byte[bits(capacity)];
        this.ends = column.type() == ColumnType.TEXT ? new byte[(capacity + 1) * Integer.BYTES] : new byte[0];
        this.values = new byte
                [switch (column.type()) {
                    case INTEGER, REAL, TIME -> capacity * Long.BYTES;
                    case CHOICE -> capacity * Integer.BYTES;
                    case FLAG -> bits(capacity);
                    case TEXT -> capacity * Long.BYTES;
                }];
    }

    /** How many bytes so many bits take. */
    static int bits(int count) {
        return (count + Byte.SIZE - 1) / Byte.SIZE;
    }

    Column column() {
        return column;
    }

    void clear() {
        Arrays.fill(there, (byte) 0);
        if (column.type() != ColumnType.TEXT) {
            // What is missing is written as zero, not as what was there before.
            Arrays.fill(values, (byte) 0);
        }
        known = 0;
        textBytes = 0;
    }

    private void present(int row) {
        there[row >> 3] |= (byte) (1 << (row & 7));
        known++;
    }

    void number(int row, long value) {
        LONGS.set(values, row * Long.BYTES, value);
        present(row);
    }

    void real(int row, double value) {
        DOUBLES.set(values, row * Double.BYTES, value);
        present(row);
    }

    void choice(int row, int place) {
        INTS.set(values, row * Integer.BYTES, place);
        present(row);
    }

    void flag(int row, boolean value) {
        if (value) {
            values[row >> 3] |= (byte) (1 << (row & 7));
        }
        present(row);
    }

    void text(int row, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > values.length - textBytes) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, Math.addExact(textBytes, bytes.length)));
        }
        System.arraycopy(bytes, 0, values, textBytes, bytes.length);
        textBytes += bytes.length;
        present(row);
    }

    /** To be called after each row, whether or not it has a text. */
    void endRow(int row) {
        if (column.type() == ColumnType.TEXT) {
            INTS.set(ends, (row + 1) * Integer.BYTES, textBytes);
        }
    }

    boolean has(int row) {
        return (there[row >> 3] >> (row & 7) & 1) != 0;
    }

    long number(int row) {
        return (long) LONGS.get(values, row * Long.BYTES);
    }

    double real(int row) {
        return (double) DOUBLES.get(values, row * Double.BYTES);
    }

    int choice(int row) {
        return (int) INTS.get(values, row * Integer.BYTES);
    }

    boolean flag(int row) {
        return (values[row >> 3] >> (row & 7) & 1) != 0;
    }

    /** Where the text of a row begins among the bytes of all texts; of the row after the last one, where they end. */
    int textStart(int row) {
        return (int) INTS.get(ends, row * Integer.BYTES);
    }

    String text(int row) {
        int from = textStart(row);
        return new String(values, from, textStart(row + 1) - from, StandardCharsets.UTF_8);
    }

    /** How many of the first rows have none. */
    int missing(int rows) {
        return rows - known;
    }

    int textBytes() {
        return textBytes;
    }

    /** A bit for each value that is there. */
    byte[] there() {
        return there;
    }

    /** Of texts, where each begins. */
    byte[] ends() {
        return ends;
    }

    byte[] values() {
        return values;
    }

    /** How many bytes the values of so many rows take. */
    int bytes(int rows) {
        return switch (column.type()) {
            case INTEGER, REAL, TIME -> rows * Long.BYTES;
            case CHOICE -> rows * Integer.BYTES;
            case FLAG -> bits(rows);
            case TEXT -> textBytes;
        };
    }
}
