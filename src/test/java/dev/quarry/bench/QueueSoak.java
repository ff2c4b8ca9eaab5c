package dev.quarry.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Whether anything grows under steady load: prints heap after a collection, memory, threads, connections and the size of
 * the tables every minute, while finished jobs are deleted as retention does. System properties: {@code quarry.home},
 * {@code quarry.bench.soak.minutes} (10) and {@code quarry.bench.soak.rate} (200 jobs a second).
 */
public final class QueueSoak {

    private static final int MINUTES = Integer.getInteger("quarry.bench.soak.minutes", 10);
    private static final int RATE = Integer.getInteger("quarry.bench.soak.rate", 200);

    private QueueSoak() {}

    public static void main(String[] args) throws Exception {
        try (BenchServer server = BenchServer.create("queue-soak").start()) {
            System.out.printf("%nSteady load of %d jobs a second for %d minutes%n", RATE, MINUTES);
            System.out.printf(
                    "  %6s %9s %9s %8s %11s %9s %12s %12s %9s%n",
                    "minute", "jobs", "heap MB", "RSS MB", "threads", "DB conn.", "job MB", "events MB", "dead rows");
            long start = System.nanoTime();
            long posted = 0;
            int minute = 0;
            try (KeepAliveClient http = new KeepAliveClient(server.port())) {
                while (minute <= MINUTES) {
                    double passed = (System.nanoTime() - start) / 1e9;
                    if (passed >= minute * 60.0) {
                        print(server, minute++, posted);
                        forgetOlderThanAMinute(server);
                    }
                    if (posted < passed * RATE) {
                        http.post("/v1/jobs", BenchServer.JOB.formatted(posted++));
                    } else {
                        TimeUnit.MILLISECONDS.sleep(1);
                    }
                }
            }
            server.awaitEmpty();
            System.out.printf(
                    "  posted %,d; succeeded or deleted %,.0f; anything else %,.0f%n",
                    posted,
                    posted - server.number("select count(*) from job where state <> 'succeeded'"),
                    server.number("select count(*) from job where state <> 'succeeded'"));
        }
    }

    /** What retention does after days: in the same transaction sizes. */
    private static void forgetOlderThanAMinute(BenchServer server) throws Exception {
        try (var connection = server.database().getConnection();
                var statement = connection.createStatement()) {
            int deleted;
            do {
                deleted = statement.executeUpdate("""
                        delete from job where id in (select id from job
                            where state = 'succeeded' and finished_at < now() - interval '1 minute' limit 500)
                        """);
            } while (deleted > 0);
        }
    }

    private static void print(BenchServer server, int minute, long posted) throws Exception {
        new ProcessBuilder("jcmd", Long.toString(server.pid()), "GC.run")
                .start()
                .waitFor();
        String heap = new String(new ProcessBuilder("jcmd", Long.toString(server.pid()), "GC.heap_info")
                .start()
                .getInputStream()
                .readAllBytes());
        long used = 0;
        var matcher = java.util.regex.Pattern.compile("(?:garbage-first heap|generation).*used (\\d+)K")
                .matcher(heap);
        while (matcher.find()) {
            used += Long.parseLong(matcher.group(1));
        }
        System.out.printf(
                Locale.ROOT,
                "  %6d %,9d %9.0f %8.0f %11d %9.0f %12.1f %12.1f %9.0f%n",
                minute,
                posted,
                used / 1024.0,
                status(server.pid(), "VmRSS") / 1024.0,
                status(server.pid(), "Threads"),
                server.number("select count(*) from pg_stat_activity where backend_type = 'client backend'"),
                server.number("select pg_total_relation_size('job') / 1048576.0"),
                server.number("select pg_total_relation_size('job_event') / 1048576.0"),
                server.number("select sum(n_dead_tup) from pg_stat_user_tables"));
    }

    private static long status(long pid, String name) throws Exception {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
