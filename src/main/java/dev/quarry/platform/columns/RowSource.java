package dev.quarry.platform.columns;

import java.io.IOException;

/** Writes the rows of a table, one after the other. */
@FunctionalInterface
public interface RowSource {

    /** @throws IOException when whoever reads them is gone */
    void writeTo(TableWriter rows) throws IOException;
}
