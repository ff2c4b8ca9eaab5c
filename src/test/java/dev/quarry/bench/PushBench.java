package dev.quarry.bench;

import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.http.PushedText;
import dev.quarry.marketdata.push.PushResult;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Prints how fast bars go from the bytes of a request into their series, 100,000 a request: into the end of it, the same
 * again, as records, and as an Arrow table. System property {@code quarry.bench.push.requests}: how many of each, 20 unless
 * given. Durability is off in the test database.
 */
public final class PushBench {

    private static final int BARS = 100_000;
    private static final long START = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private PushBench() {}

    public static void main(String[] arguments) throws IOException {
        int requests = Integer.getInteger("quarry.bench.push.requests", 20);
        try (TestDatabase database = new TestDatabase().open()) {
            PushedText push = new PushedText(database);
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %,10.0f bars/s%n",
                    "PostgreSQL's own COPY",
                    IngestionBenchmark.copied(database, 1_000_000));
            measure("rows, continuing the series", requests, i -> body("A", i, false), push::send);
            measure("rows, the same again", requests, i -> body("A", i, false), push::send);
            measure("records, continuing the series", requests, i -> body("B", i, true), push::send);
            Series table = new Series("bench", "C", Timeframe.M1);
            measure(
                    "Arrow, continuing the series",
                    requests,
                    i -> TypedPriceFiles.arrow(START + i * BARS * 60_000L, BARS),
                    body -> push.sendTable(table, body));
        }
    }

    private interface Bodies {
        byte[] of(int request) throws IOException;
    }

    private interface Sending {
        PushResult send(byte[] body) throws IOException;
    }

    private static void measure(String what, int requests, Bodies bodies, Sending push) throws IOException {
        double[] seconds = new double[requests];
        long bytes = 0;
        for (int i = 0; i < requests; i++) {
            byte[] body = bodies.of(i);
            bytes += body.length;
            long before = System.nanoTime();
            push.send(body);
            seconds[i] = (System.nanoTime() - before) / 1e9;
        }
        Arrays.sort(seconds);
        double median = seconds[requests / 2];
        System.out.printf(
                Locale.ROOT,
                "%-34s %,10.0f bars/s  (%d requests of %,d bars, %,d bytes a bar; median %.3f s, worst %.3f s)%n",
                what,
                BARS / median,
                requests,
                BARS,
                bytes / requests / BARS,
                median,
                seconds[requests - 1]);
    }

    private static byte[] body(String symbol, int request, boolean records) {
        Random random = new Random(request);
        StringBuilder text = new StringBuilder(
                "{\"exchange\":\"bench\",\"symbol\":\"" + symbol + "\",\"timeframe\":\"1m\",\"bars\":[");
        for (int i = 0; i < BARS; i++) {
            double open = 30_000 + random.nextInt(10_000) / 100.0;
            double close = 30_000 + random.nextInt(10_000) / 100.0;
            long time = START + (request * (long) BARS + i) * 60_000L;
            String[] names = records
                    ? new String[] {
                        "{\"ts_ms\":", ",\"open\":", ",\"high\":", ",\"low\":", ",\"close\":", ",\"volume\":", "}"
                    }
                    : new String[] {"[", ",", ",", ",", ",", ",", "]"};
            text.append(i == 0 ? "" : ",").append(names[0]).append(time);
            double[] values = {open, Math.max(open, close) + 1.25, Math.min(open, close) - 1.25, close, i % 1000 / 8.0};
            for (int c = 0; c < values.length; c++) {
                text.append(names[c + 1]).append(values[c]);
            }
            text.append(names[6]);
        }
        return text.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
