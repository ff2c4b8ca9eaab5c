package dev.quarry.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the harness reads from the database, past all nodes. */
final class Ledger implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final Cluster cluster;
    private Connection connection;

    Ledger(Cluster cluster) throws SQLException {
        this.cluster = cluster;
        this.connection = cluster.connect();
    }

    /** An execution that has begun. */
    record Execution(long token, String worker) {}

    /** Reads a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** After the database was killed. */
    synchronized void reconnect() throws SQLException {
        connection.close();
        connection = cluster.connect();
    }

    synchronized <T> List<T> query(String sql, Reader<T> reader, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        }
    }

    synchronized void update(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }

    long number(String sql, Object... arguments) throws SQLException {
        return query(sql, row -> row.getLong(1), arguments).get(0);
    }

    boolean hasSuccessSince(Instant time) throws SQLException {
        return number(
                        "select count(*) from job_ended_attempt where outcome = 'succeeded' and finished_at > ?",
                        Timestamp.from(time))
                > 0;
    }

    /** The newest execution of the job, once there is one that is not over; empty when the job has ended first. */
    Optional<Execution> awaitStart(long jobId) throws Exception {
        return await("""
                select l.token, l.executed_by from chaos_ledger l
                join job j on j.id = l.job_id and j.fencing_token = l.token and j.state = 'running'
                where l.job_id = ? and l.phase = 'started'
                """, jobId);
    }

    /** The newest execution of a child, while the parent waits; empty when the parent has ended first. */
    Optional<Execution> awaitStartOfAChild(long parentId) throws Exception {
        return await("""
                select l.token, l.executed_by from job p
                join job c on c.parent_id = p.id and c.state = 'running'
                join chaos_ledger l on l.job_id = c.id and l.token = c.fencing_token and l.phase = 'started'
                where p.id = ? and p.waiting
                order by l.id desc limit 1
                """, parentId);
    }

    /** Waits until an execution that lost its lease has tried to write; on a busy machine that takes a while. */
    void awaitRefusal(long token, long seconds) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000;
        while (System.nanoTime() < end
                && number("select count(*) from chaos_ledger where token = ? and phase = 'refused'", token) == 0) {
            Thread.sleep(50);
        }
    }

    private Optional<Execution> await(String sql, long jobId) throws Exception {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000;
        while (System.nanoTime() < end) {
            List<Execution> found = query(sql, row -> new Execution(row.getLong(1), row.getString(2)), jobId);
            if (!found.isEmpty()
                    || number("select count(*) from job where id = ? and finished_at is not null", jobId) > 0) {
                return found.stream().findFirst();
            }
            Thread.sleep(5);
        }
        throw new AssertionError("nobody runs job " + jobId + ", "
                + query(
                        "select state || coalesce(' by ' || worker_id, '') from job where id = ?",
                        row -> row.getString(1),
                        jobId));
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
