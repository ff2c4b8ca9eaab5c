package dev.quarry.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The console's files as they lie in the sources, at {@code /console}, those of its tests at {@code /test} and the WebJars of
 * the class path at {@code /library}, on a page that has the console's import map and nothing else.
 */
final class ConsoleSources implements AutoCloseable {

    private static final Path MAIN = Path.of("src/main/webapp/console");
    private static final Path TESTS = Path.of("src/test/javascript");
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">.*?</script>", Pattern.DOTALL);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    private ConsoleSources(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static ConsoleSources serve() throws IOException {
        return new ConsoleSources(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** The text of every file with this end, by its path in the sources. */
    static Map<String, String> texts(String... ends) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path root : new Path[] {MAIN, TESTS}) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(file -> Stream.of(ends).anyMatch(file.toString()::endsWith))
                        .toList()) {
                    texts.put(file.toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }

    /** Where a file of the sources is loaded from. */
    static String addressOf(String source) {
        return source.replace(MAIN.toString(), "/console").replace(TESTS.toString(), "/test");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = path.contains("..") ? null : read(path);
        String type = path.endsWith("js") ? "text/javascript" : path.equals("/") ? "text/html" : "text/plain";
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
        if (body != null) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private byte[] read(String path) throws IOException {
        String[] parts = path.split("/", 4);
        return switch (parts.length < 2 ? "" : parts[1]) {
            case "" -> page();
            case "console" -> file(MAIN, path);
            case "test" -> file(TESTS, path);
            case "library" -> parts.length < 4 ? null : library(parts[2], parts[3]);
            default -> null;
        };
    }

    private static byte[] page() throws IOException {
        Matcher map = IMPORT_MAP.matcher(Files.readString(Path.of("src/main/webapp/index.html")));
        if (!map.find()) {
            throw new IllegalStateException("The console's page has no import map");
        }
        String libraries = map.group().replaceAll("/webjars/([^/]+)/\\$\\{[^}]+}/", "/library/$1/");
        return ("<!DOCTYPE html><html lang=en><title>Tests</title><link rel=icon href=data:,>" + libraries
                        + "<main><h1>Tests</h1></main>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] file(Path root, String path) throws IOException {
        Path file = root.resolve(path.substring(path.indexOf('/', 1) + 1));
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }

    private byte[] library(String name, String path) throws IOException {
        String version = versions.computeIfAbsent(name, ConsoleSources::version);
        try (InputStream stream = ConsoleSources.class.getResourceAsStream(
                "/META-INF/resources/webjars/" + name + "/" + version + "/" + path)) {
            return stream == null ? null : stream.readAllBytes();
        }
    }

    private static String version(String library) {
        try (InputStream stream = ConsoleSources.class.getResourceAsStream(
                "/META-INF/maven/org.webjars.npm/" + library + "/pom.properties")) {
            Properties properties = new Properties();
            if (stream != null) {
                properties.load(stream);
            }
            return properties.getProperty("version", "none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
