package dev.quarry.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Answers as bitstamp documents its candles: every bar that is asked for, on a wave that gives trades. {@code slowusd} is
 * answered only when {@link #hurry} was called, {@code noneusd} has no bars, and {@code badusd} is refused.
 */
final class StubBitstamp {

    private final HttpServer server;
    private final CountDownLatch hurry = new CountDownLatch(1);

    private StubBitstamp(HttpServer server) {
        this.server = server;
    }

    static StubBitstamp start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            StubBitstamp stub = new StubBitstamp(server);
            server.createContext("/api/v2/ohlc/", stub::answer);
            server.setExecutor(Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "stub-exchange");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lets the slow market answer. */
    void hurry() {
        hurry.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String pair = exchange.getRequestURI().getPath().split("/")[4];
        Map<String, Long> query = Arrays.stream(
                        exchange.getRequestURI().getQuery().split("&"))
                .map(part -> part.split("="))
                .collect(Collectors.toMap(part -> part[0], part -> Long.parseLong(part[1])));
        if (pair.equals("slowusd")) {
            await();
        }
        boolean bad = pair.equals("badusd");
        String bars = pair.equals("noneusd") ? "" : bars(query.get("start"), query.get("end"), query.get("step"));
        byte[] body = (bad
                        ? "{\"code\":\"invalid\",\"errors\":[]}"
                        : "{\"data\":{\"pair\":\"X\",\"ohlc\":[" + bars + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(bad ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void await() {
        try {
            hurry.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String bars(long start, long end, long step) {
        return LongStream.rangeClosed(start / step, end / step)
                .mapToObj(bar -> {
                    double open = price(bar - 1);
                    double close = price(bar);
                    return String.format(
                            Locale.ROOT,
                            "{\"timestamp\":\"%d\",\"open\":\"%.2f\",\"high\":\"%.2f\",\"low\":\"%.2f\",\"close\":\"%.2f\","
                                    + "\"volume\":\"1.5\"}",
                            bar * step,
                            open,
                            Math.max(open, close) + 1,
                            Math.min(open, close) - 1,
                            close);
                })
                .collect(Collectors.joining(","));
    }

    private static double price(long bar) {
        return 1000 + 60 * Math.sin(bar / 9.0) + 25 * Math.sin(bar / 2.3) + 15 * Math.sin(bar / 31.0);
    }
}
