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

    /** The value of a column as a table of text would have it; empty for none, and for what is no single value. */
    String text(int column);
}
