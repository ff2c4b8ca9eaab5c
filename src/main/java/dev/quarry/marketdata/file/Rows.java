package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.text.BadLineException;
import java.io.IOException;
import java.util.List;

/** The rows of a table, one after the other. */
interface Rows {

    /** Goes to the next row that is not blank; false at the end. */
    boolean next() throws IOException;

    /** Where the row stands in the file: its line, or its number in a list, from 1. */
    long line();

    /** The fields of the row, blanks around them removed; throws when it cannot be parted. */
    List<String> fields() throws BadLineException;
}
