package dev.quarry.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Prints what one job costs in PostgreSQL's log, from its POST to its result: records and bytes, in all and by kind, with
 * pages that are written whole after a checkpoint told apart. All of the log counts, what vacuum and heartbeats add to it
 * included. System property {@code quarry.bench.jobs} (20,000), measured after half as many.
 */
public final class WalBench {

    private static final int CLIENTS = 8;
    private static final int JOBS = Integer.getInteger("quarry.bench.jobs", 20_000);
    private static final int MOST_KINDS = 14;

    private static final String KINDS = """
            select resource_manager || ' ' || record_type, count(*), sum(record_length) - sum(fpi_length), sum(fpi_length)
            from pg_get_wal_records_info('%s', '%s')
            group by grouping sets ((resource_manager, record_type), ())
            order by 2 desc
            """;

    private final BenchServer server;

    private WalBench(BenchServer server) {
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        try (BenchServer server = BenchServer.create("wal-bench").start()) {
            new WalBench(server).run();
        }
    }

    private void run() throws Exception {
        execute("create extension pg_walinspect");
        singles(JOBS / 2, CLIENTS);
        measure(CLIENTS + " clients at once", CLIENTS);
        measure("one client, so that few commits are shared", 1);
    }

    private void measure(String what, int clients) throws Exception {
        execute("checkpoint");
        int jobs = clients == 1 ? JOBS / 10 : JOBS;
        String start = server.text("select pg_current_wal_insert_lsn()");
        singles(jobs, clients);
        String end = server.text("select pg_current_wal_insert_lsn()");
        System.out.printf(
                Locale.ROOT,
                "%nThe log of PostgreSQL, a job, %s (%,d jobs)%n  %-38s %8s %8s %12s%n",
                what,
                jobs,
                "",
                "records",
                "bytes",
                "whole pages");
        print(KINDS.formatted(start, end), jobs);
    }

    private void print(String sql, int jobs) throws SQLException {
        try (Connection connection = server.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            for (int i = 0; i < MOST_KINDS && row.next(); i++) {
                System.out.printf(
                        Locale.ROOT,
                        "  %-38s %8.2f %8.0f %12.0f%n",
                        row.getString(1) == null ? "all" : row.getString(1),
                        row.getDouble(2) / jobs,
                        row.getDouble(3) / jobs,
                        row.getDouble(4) / jobs);
            }
        }
    }

    private void singles(int jobs, int clients) throws Exception {
        Clients.run(IntStream.range(0, clients)
                .<Callable<Void>>mapToObj(client -> () -> {
                    try (KeepAliveClient http = new KeepAliveClient(server.port())) {
                        for (int i = client; i < jobs; i += clients) {
                            http.post("/v1/jobs", BenchServer.JOB.formatted(i));
                        }
                    }
                    return null;
                })
                .toList());
        server.awaitEmpty();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
