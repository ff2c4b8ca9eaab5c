package dev.quarry.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes what an OpenTelemetry SDK exports by OTLP over HTTP, and looks into it for bytes: protobuf carries texts and ids as such. */
final class TraceCollector implements AutoCloseable {

    private final HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    TraceCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /**
     * True when a span of that name in that trace was exported.
     *
     * @param traceId 32 hexadecimal digits
     */
    boolean hasSpan(String name, String traceId) {
        String id = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
        return bodies.stream().anyMatch(body -> body.contains(name) && body.contains(id));
    }

    int exports() {
        return bodies.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
