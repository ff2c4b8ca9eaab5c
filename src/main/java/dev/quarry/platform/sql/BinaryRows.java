package dev.quarry.platform.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Sends rows by COPY in PostgreSQL's binary format (manual, "COPY", section "Binary Format"), block by block, so that
 * memory does not grow with their number. Each row is {@link #row}, then its fields in the order of the columns.
 */
public final class BinaryRows {

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int BLOCK = 1 << 16;
    private static final int ROOM_FOR_A_FIELD = 16;
    private static final int NULL = -1;
    private static final short END = -1;

    private final CopyIn copy;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);

    private BinaryRows(CopyIn copy) {
        this.copy = copy;
        block.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** Writes the rows; an exception here rolls all of them back. */
    @FunctionalInterface
    public interface Source {
        void writeTo(BinaryRows rows) throws SQLException;
    }

    /**
     * Copies what the source writes into a table.
     *
     * @param target table and columns, such as {@code candle (open_time, close)}
     * @return the number of rows
     */
    public static long copy(Connection connection, String target, Source source) throws SQLException {
        CopyManager manager = connection.unwrap(PGConnection.class).getCopyAPI();
        CopyIn copy = manager.copyIn("copy " + target + " from stdin (format binary)");
        try {
            BinaryRows rows = new BinaryRows(copy);
            source.writeTo(rows);
            rows.room();
            rows.block.putShort(END);
            rows.send();
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Begins a row. */
    public BinaryRows row(int fields) throws SQLException {
        room();
        block.putShort((short) fields);
        return this;
    }

    /** Writes a bigint. */
    public BinaryRows field(long value) throws SQLException {
        room();
        block.putInt(Long.BYTES).putLong(value);
        return this;
    }

    /** Writes an integer. */
    public BinaryRows field(int value) throws SQLException {
        room();
        block.putInt(Integer.BYTES).putInt(value);
        return this;
    }

    /** Writes a double precision; NaN becomes null. */
    public BinaryRows field(double value) throws SQLException {
        room();
        if (Double.isNaN(value)) {
            block.putInt(NULL);
        } else {
            block.putInt(Double.BYTES).putDouble(value);
        }
        return this;
    }

    /** Writes a boolean. */
    public BinaryRows field(boolean value) throws SQLException {
        room();
        block.putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    private void room() throws SQLException {
        if (block.remaining() < ROOM_FOR_A_FIELD) {
            send();
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(block.array(), 0, block.position());
        block.clear();
    }
}
