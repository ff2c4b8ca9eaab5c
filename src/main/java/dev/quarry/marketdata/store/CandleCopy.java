package dev.quarry.marketdata.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Candles in the binary format of PostgreSQL's COPY (manual, "COPY", section "Binary Format"): a signature, then rows
 * of a field count and, for each field, its length and its bytes. All fields here are eight bytes and not null, so all
 * rows of a kind have the same length. A timestamptz is microseconds since 2000-01-01 UTC.
 */
final class CandleCopy {

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER_BYTES = SIGNATURE.length + 2 * Integer.BYTES;
    private static final int FIELD_BYTES = Integer.BYTES + Long.BYTES;
    private static final short END = -1;
    private static final long MILLIS_1970_TO_2000 = 946_684_800_000L;

    private static final int STAGED_FIELDS = 8;
    private static final int STORED_FIELDS = 7;
    private static final int READ_FIELDS = 6;
    private static final int READ_ROW_BYTES = Short.BYTES + READ_FIELDS * FIELD_BYTES;

    private CandleCopy() {}

    /** Rows of the staging table or of the table of candles, one of the two, collected until they are sent. */
    static final class Rows {

        private static final int CAPACITY = 1 << 22;
        private static final int MAX_ROW_BYTES = Short.BYTES + STAGED_FIELDS * FIELD_BYTES;
        private static final int STORED_ROW_BYTES = Short.BYTES + STORED_FIELDS * FIELD_BYTES;

        private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY);
        private int count;

        Rows() {
            clear();
        }

        void clear() {
            bytes.clear();
            bytes.put(SIGNATURE).putInt(0).putInt(0);
            count = 0;
        }

        int count() {
            return count;
        }

        boolean isFull() {
            return bytes.remaining() < MAX_ROW_BYTES + Short.BYTES;
        }

        /** Adds a row of the staging table. */
        void stage(
                long batch,
                long line,
                long openTime,
                double open,
                double high,
                double low,
                double close,
                double volume) {
            bytes.putShort((short) STAGED_FIELDS);
            field(batch);
            field(line);
            values(openTime, open, high, low, close, volume);
        }

        /** Adds a row of the table of candles. */
        void store(long series, long openTime, double open, double high, double low, double close, double volume) {
            bytes.putShort((short) STORED_FIELDS);
            field(series);
            values(openTime, open, high, low, close, volume);
        }

        /** Removes the last row of the table of candles again. */
        void takeBack() {
            bytes.position(bytes.position() - STORED_ROW_BYTES);
            count--;
        }

        /** The finished message: everything up to the buffer's position. */
        ByteBuffer finished() {
            return bytes.putShort(END).flip();
        }

        private void values(long openTime, double open, double high, double low, double close, double volume) {
            field((openTime - MILLIS_1970_TO_2000) * 1000);
            field(Double.doubleToRawLongBits(open));
            field(Double.doubleToRawLongBits(high));
            field(Double.doubleToRawLongBits(low));
            field(Double.doubleToRawLongBits(close));
            field(Double.doubleToRawLongBits(volume));
            count++;
        }

        private void field(long value) {
            bytes.putInt(Long.BYTES).putLong(value);
        }
    }

    /** Reads rows of open_time, open, high, low, close, volume. */
    static CandleColumns read(InputStream copy) throws IOException {
        copy.skipNBytes(HEADER_BYTES);
        CandleColumns columns = new CandleColumns();
        byte[] block = new byte[READ_ROW_BYTES * 1024];
        int filled;
        do {
            filled = copy.readNBytes(block, 0, block.length);
            ByteBuffer bytes = ByteBuffer.wrap(block, 0, filled);
            while (bytes.remaining() >= READ_ROW_BYTES) {
                int row = bytes.position();
                columns.add(
                        bytes.getLong(row + at(0)) / 1000 + MILLIS_1970_TO_2000,
                        bytes.getDouble(row + at(1)),
                        bytes.getDouble(row + at(2)),
                        bytes.getDouble(row + at(3)),
                        bytes.getDouble(row + at(4)),
                        bytes.getDouble(row + at(5)));
                bytes.position(row + READ_ROW_BYTES);
            }
        } while (filled == block.length);
        return columns;
    }

    /** The position of a field's value in a row. */
    private static int at(int field) {
        return Short.BYTES + field * FIELD_BYTES + Integer.BYTES;
    }
}
