package dev.quarry.platform.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/**
 * How the connections of the server's pool are used, seen from this side of it: every server counts in its own way, and
 * some not at all.
 */
public final class ConnectionUse {

    private final AtomicInteger inUse = new AtomicInteger();
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();

    ConnectionUse() {}

    /** How many connections statements are using now; those that JPA uses are not among them. */
    public int inUse() {
        return inUse.get();
    }

    /** How often the pool was asked for one. */
    public long requests() {
        return requests.sum();
    }

    /** How often the pool had none to give. */
    public long failures() {
        return failures.sum();
    }

    /** How long the pool was waited for in all, in nanoseconds. */
    public long waitedNanos() {
        return waitedNanos.sum();
    }

    Connection timed(DataSource dataSource) throws SQLException {
        long start = System.nanoTime();
        boolean given = false;
        try {
            Connection connection = dataSource.getConnection();
            given = true;
            return connection;
        } finally {
            waitedNanos.add(System.nanoTime() - start);
            requests.increment();
            if (!given) {
                failures.increment();
            }
        }
    }

    void taken() {
        inUse.incrementAndGet();
    }

    void given() {
        inUse.decrementAndGet();
    }
}
