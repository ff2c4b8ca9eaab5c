package dev.quarry.marketdata.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A table of typed columns, read row by row. */
interface BinaryTable extends Closeable {

    /** The name of its kind. */
    String kind();

    /** The names of its columns. */
    List<String> names();

    /** Goes to the next row; false at the end. */
    boolean next() throws IOException;

    /** The values of a column, in the piece of the table that contains the current row. */
    ColumnValues values(int column);

    /** The index of the row's value among these; -1 for none. */
    int at(int column);

    /**
     * The value of a column in the form that a text table would have; empty for none, and for what is not a single
     * value.
     */
    default String text(int column) {
        int at = at(column);
        return at < 0 ? "" : values(column).texts().apply(at);
    }
}
