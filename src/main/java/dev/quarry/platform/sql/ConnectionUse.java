package dev.quarry.platform.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/**
 * How the connections of the server's pool are used, counted by the application, since every server counts in its own
 * way, and some not at all.
 */
public final class ConnectionUse {

    private final AtomicInteger inUse = new AtomicInteger();
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();

    ConnectionUse() {}

    /** How many connections are in use by statements now, without those that JPA uses. */
    public int inUse() {
        return inUse.get();
    }

    /** How often a connection was requested from the pool. */
    public long requests() {
        return requests.sum();
    }

    /** How often the pool had none available. */
    public long failures() {
        return failures.sum();
    }

    /** How long requests have waited for the pool in all, in nanoseconds. */
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
