package dev.quarry.marketdata.store;

import dev.quarry.platform.sql.Database;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Copies rows to a table by two buffers: the caller fills one while the other is sent. Not thread-safe. */
final class CandlePipe {

    private final Database database;
    private final String copyIn;
    private final Function<Callable<Void>, Future<Void>> meanwhile;
    private final Awaiting awaiting;
    private CandleCopy.Rows rows = new CandleCopy.Rows();
    private CandleCopy.Rows spare;
    private Future<Void> sending;

    /** Waits for work that was started. */
    interface Awaiting {
        /** @throws RuntimeException what it threw */
        void await(Future<Void> started);
    }

    /**
     * A pipe into the table of a COPY statement.
     *
     * @param copyIn the statement: COPY from stdin, binary
     * @param meanwhile starts work on another thread
     */
    CandlePipe(Database database, String copyIn, Function<Callable<Void>, Future<Void>> meanwhile, Awaiting awaiting) {
        this.database = database;
        this.copyIn = copyIn;
        this.meanwhile = meanwhile;
        this.awaiting = awaiting;
    }

    /** The buffer that is being filled, with room for at least one row. */
    CandleCopy.Rows room() {
        if (rows.isFull()) {
            sendMeanwhile();
        }
        return rows;
    }

    /** The buffer that is being filled, full or not. */
    CandleCopy.Rows rows() {
        return rows;
    }

    /** Sends the buffered rows on the other thread. */
    void flush() {
        if (rows.count() > 0) {
            sendMeanwhile();
        }
        awaitSent();
    }

    /** Sends the buffered rows on the caller's thread. */
    void flushHere() {
        awaitSent();
        if (rows.count() > 0) {
            send(rows);
        }
    }

    /** Waits until nothing is being sent. */
    void awaitSent() {
        if (sending != null) {
            Future<Void> awaited = sending;
            sending = null;
            awaiting.await(awaited);
        }
    }

    private void sendMeanwhile() {
        awaitSent();
        CandleCopy.Rows full = rows;
        rows = spare == null ? new CandleCopy.Rows() : spare;
        spare = full;
        sending = meanwhile.apply(() -> send(full));
    }

    private Void send(CandleCopy.Rows full) {
        ByteBuffer message = full.finished();
        database.call(connection -> {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copyIn);
            try {
                copy.writeToCopy(message.array(), 0, message.limit());
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
        full.clear();
        return null;
    }
}
