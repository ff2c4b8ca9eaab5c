package dev.quarry.bench;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.server.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints what listeners of {@code /v1/stream} cost the packaged server and how soon they hear of a change, at about fifty
 * changes a second (jobs enqueued for later and canceled). System property {@code quarry.home}: the distribution;
 * {@code quarry.bench.streams.seconds}: how long each part takes (20).
 */
public final class StreamBench {

    private static final int JOBS_A_SECOND = 25;
    private static final Pattern ENQUEUED = Pattern.compile("\"job_id\":(\\d+).*\"Job enqueued\"");

    private final QuarryProcess server;
    private final Api api;
    private final int seconds;
    private final Map<Long, Long> sentNanos = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<long[]> heard = new ConcurrentLinkedQueue<>();

    private StreamBench(QuarryProcess server, int seconds) {
        this.server = server;
        this.api = new Api(server.base());
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        Path data = QuarryProcess.emptyDirectory("bench").resolve("data");
        try (QuarryProcess server = QuarryProcess.serve(data).awaitReady()) {
            new StreamBench(server, Integer.getInteger("quarry.bench.streams.seconds", 20)).run();
        }
    }

    private void run() throws Exception {
        System.out.printf(
                "%n/v1/stream at %d changes a second, %d s each%n%-10s %12s %12s %10s %10s %10s%n",
                2 * JOBS_A_SECOND, seconds, "listeners", "CPU s", "events/s", "p50 ms", "p95 ms", "max ms");
        change(seconds);
        for (int listeners : new int[] {0, 1, 200, 0}) {
            part(listeners);
        }
    }

    private void part(int count) throws Exception {
        sentNanos.clear();
        heard.clear();
        List<Socket> sockets = listen(count);
        double cpuBefore = server.cpuSeconds();
        change(seconds);
        double cpu = server.cpuSeconds() - cpuBefore;
        for (Socket socket : sockets) {
            socket.close();
        }
        double[] millis = heard.stream()
                .filter(pair -> sentNanos.containsKey(pair[0]))
                .mapToDouble(pair -> (pair[1] - sentNanos.get(pair[0])) / 1e6)
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%-10d %12.2f %12.0f %10.1f %10.1f %10.1f%n",
                count,
                cpu,
                2.0 * millis.length / seconds,
                quantile(millis, 0.5),
                quantile(millis, 0.95),
                quantile(millis, 1));
    }

    /** Enqueues for later and cancels, at an even pace. */
    private void change(int duration) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < duration * JOBS_A_SECOND; i++) {
            long due = start + i * 1_000_000_000L / JOBS_A_SECOND;
            long wait = due - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            }
            long sent = System.nanoTime();
            long id = api.enqueue("/v1/jobs", """
                    {"job_type": "leaderboard_refresh", "payload": {}, "run_at": "2999-01-01T00:00:00Z"}""");
            sentNanos.put(id, sent);
            api.post("/v1/jobs/" + id + "/cancel", "");
        }
        Thread.sleep(1_000);
    }

    private List<Socket> listen(int count) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(count);
        URI base = server.base();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(base.getHost(), base.getPort());
            socket.getOutputStream()
                    .write("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            sockets.add(socket);
            Thread reader = new Thread(null, () -> read(socket, begun), "listener", 256 * 1024);
            reader.setDaemon(true);
            reader.start();
        }
        begun.await();
        return sockets;
    }

    private void read(Socket socket, CountDownLatch begun) {
        boolean first = true;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (first && line.startsWith("id: ")) {
                    first = false;
                    begun.countDown();
                }
                Matcher enqueued = ENQUEUED.matcher(line);
                if (enqueued.find()) {
                    heard.add(new long[] {Long.parseLong(enqueued.group(1)), System.nanoTime()});
                }
            }
        } catch (IOException e) {
            // closed by the bench
        }
    }

    private static double quantile(double[] sorted, double q) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(q * (sorted.length - 1))];
    }
}
