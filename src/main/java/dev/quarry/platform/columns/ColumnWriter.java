package dev.quarry.platform.columns;

import java.io.IOException;

/** Writes batches in one format. */
interface ColumnWriter {

    /** What stands before the rows. */
    void begin() throws IOException;

    /** Some rows, at least one. */
    void write(Batch batch) throws IOException;

    /** What stands behind the rows. */
    void end() throws IOException;

    /**
     * Ends what cannot be completed, so that no reader takes it for a whole table: the status was sent, and a connection that a
     * server closes looks like an end to some clients.
     *
     * @param reason a sentence for people
     */
    void breakOff(String reason) throws IOException;
}
