package dev.quarry.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The yardstick: the least that a durable queue on this PostgreSQL must do, without a server around it. A job is one
 * INSERT and its commit; working it off is a claim and a finish, each a commit, on a table without history.
 */
final class BarePostgres {

    private final DataSource database;
    private double inserts;
    private double drains;

    BarePostgres(DataSource database) {
        this.database = database;
    }

    void measure(int threads, int jobs) throws Exception {
        execute("create table bare_job (id bigint generated always as identity primary key, state text not null,"
                + " payload text not null)");
        execute("create index bare_queue on bare_job (id) where state = 'queued'");
        inserts = perSecond(threads, jobs, "insert into bare_job (state, payload) values ('queued', '{}')", null);
        drains = perSecond(
                threads,
                jobs,
                "update bare_job set state = 'running' where id = (select id from bare_job where state = 'queued'"
                        + " order by id limit 1 for update skip locked) returning id",
                "update bare_job set state = 'succeeded' where id = ?");
        execute("drop table bare_job");
    }

    double insertsPerSecond() {
        return inserts;
    }

    double drainsPerSecond() {
        return drains;
    }

    /** Were both done by the same two cores one after the other. */
    double endToEndPerSecond() {
        return 1 / (1 / inserts + 1 / drains);
    }

    private double perSecond(int threads, int jobs, String sql, String thenById) throws Exception {
        long start = System.nanoTime();
        Clients.run(IntStream.range(0, threads)
                .<Callable<Void>>mapToObj(thread -> () -> repeat(jobs / threads, sql, thenById))
                .toList());
        return jobs / threads * threads / ((System.nanoTime() - start) / 1e9);
    }

    private Void repeat(int times, String sql, String thenById) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement first = connection.prepareStatement(sql);
                PreparedStatement second = connection.prepareStatement(thenById == null ? "select ?" : thenById)) {
            for (int i = 0; i < times; i++) {
                if (first.execute() && first.getResultSet().next()) {
                    second.setLong(1, first.getResultSet().getLong(1));
                    second.executeUpdate();
                }
            }
        }
        return null;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "  a bare PostgreSQL beside it: %,.0f inserts/s, %,.0f claims and finishes/s, %,.0f both/s",
                inserts,
                drains,
                endToEndPerSecond());
    }
}
