package dev.quarry.platform.columns;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the rows of a table, value by value, and writes them whenever a batch is full. A value that is not set is missing. Not
 * thread-safe.
 */
public final class TableWriter {

    /** The most rows of a batch. */
    public static final int ROWS = 16_384;

    private static final int MOST_TEXT_BYTES = 1 << 22;

    private final Batch batch;
    private final ColumnValues[] columns;
    private final ColumnWriter writer;
    private long rows;
    private boolean begun;

    /** Writes to that stream, which it does not close. */
    public TableWriter(Table table, ColumnFormat format, OutputStream out) {
        this.batch = new Batch(table, ROWS);
        this.columns = batch.columns().toArray(ColumnValues[]::new);
        this.writer = format.writer(table, out);
    }

    /** A whole number. */
    public void number(int column, long value) {
        columns[column].number(batch.rows(), value);
    }

    /** A number; NaN for none. */
    public void real(int column, double value) {
        if (!Double.isNaN(value)) {
            columns[column].real(batch.rows(), value);
        }
    }

    /** A truth value. */
    public void flag(int column, boolean value) {
        columns[column].flag(batch.rows(), value);
    }

    /** A text; null for none. */
    public void text(int column, String value) {
        if (value != null) {
            columns[column].text(batch.rows(), value);
        }
    }

    /** One of the column's choices, by its place; negative for none. */
    public void choice(int column, int place) {
        if (place >= 0) {
            columns[column].choice(batch.rows(), place);
        }
    }

    /** An instant in microseconds since the epoch. */
    public void time(int column, long micros) {
        columns[column].number(batch.rows(), micros);
    }

    /** Ends the row. */
    public void endRow() throws IOException {
        batch.endRow();
        rows++;
        if (batch.rows() == ROWS || isLong()) {
            flush();
        }
    }

    private boolean isLong() {
        for (ColumnValues column : columns) {
            if (column.textBytes() > MOST_TEXT_BYTES) {
                return true;
            }
        }
        return false;
    }

    /** How many rows there were. */
    public long rows() {
        return rows;
    }

    /** Ends the table. */
    public void end() throws IOException {
        flush();
        writer.end();
    }

    /** Ends the table as what it is, a part: see {@link ColumnWriter#breakOff}. */
    public void breakOff(String reason) throws IOException {
        begin();
        writer.breakOff(reason);
    }

    private void flush() throws IOException {
        begin();
        if (batch.rows() > 0) {
            writer.write(batch);
            batch.clear();
        }
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            writer.begin();
        }
    }
}
