package dev.quarry.marketdata.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A table of typed columns, read a row after the other. */
interface BinaryTable extends Closeable {

    /** What it is called. */
    String kind();

    /** The names of its columns. */
    List<String> names();

    /** Goes to the next row; false at the end. */
    boolean next() throws IOException;

    /** The values of a column, in the piece of the table that the row is of. */
    ColumnValues values(int column);

    /** Where among these the row's value is; -1 for none. */
    int at(int column);

    /** The value of a column as a table of text would have it; empty for none, and for what is no single value. */
    default String text(int column) {
        int at = at(column);
        return at < 0 ? "" : values(column).texts().apply(at);
    }
}
