package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.text.BadLineException;
import java.io.IOException;
import java.util.List;

/** The rows of a table, one after another. */
interface Rows {

    /** Goes to the next row that is not blank; false at the end. */
    boolean next() throws IOException;

    /** The place of the row in the file: its line, or its number in a list, from 1. */
    long line();

    /** The fields of the row, without blanks around them; throws when it cannot be split. */
    List<String> fields() throws BadLineException;
}
