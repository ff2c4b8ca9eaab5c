package dev.quarry.platform.sql;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads what COPY sends in PostgreSQL's binary format (manual, "COPY", section "Binary Format"), of columns that are all bigint and
 * never null. A message has whole rows; the first one also has the header, the last one only the end.
 */
final class BinaryNumbers {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private static final int SIGNATURE_AND_FLAGS = 15;
    private static final short END = -1;

    private final long[] row;
    private boolean begun;

    BinaryNumbers(int columns) {
        this.row = new long[columns];
    }

    /** Hands on the rows of a message; false when no more are wanted. */
    boolean take(byte[] message, Snapshot.NumbersTaker taker) throws IOException {
        int at = 0;
        if (!begun) {
            begun = true;
            at = SIGNATURE_AND_FLAGS + Integer.BYTES + (int) INTS.get(message, SIGNATURE_AND_FLAGS);
        }
        while (at < message.length) {
            short fields = (short) SHORTS.get(message, at);
            at += Short.BYTES;
            if (fields == END) {
                return true;
            }
            for (int k = 0; k < row.length; k++) {
                if (fields != row.length || (int) INTS.get(message, at) != Long.BYTES) {
                    throw new IllegalStateException(
                            "the statement has other columns than " + row.length + " of bigint");
                }
                row[k] = (long) LONGS.get(message, at + Integer.BYTES);
                at += Integer.BYTES + Long.BYTES;
            }
            if (!taker.take(row)) {
                return false;
            }
        }
        return true;
    }
}
