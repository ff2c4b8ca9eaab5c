package dev.quarry.marketdata.exchange.http;

import dev.quarry.marketdata.exchange.ConfiguredExchanges;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.ExchangeDefinition;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import tools.jackson.core.JacksonException;

/**
 * Reads the files that describe exchanges: those that come with Quarry, and those in the operator's directory. The name
 * of a file is the name of its exchange. Nothing that a user sends determines which host is called.
 */
@ApplicationScoped
public class ExchangeFiles {

    private static final List<String> SHIPPED = List.of("binance", "binanceus", "bybit");
    private static final Pattern FILE = Pattern.compile("[a-z0-9_-]{1,64}\\.json");
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_FILES = 1000;

    private final PayloadReader reader;
    private final ExchangeClients clients;
    private final Optional<String> directory;
    private final PlainHttp http;

    /** @param readSeconds how long an answer may take */
    @Inject
    public ExchangeFiles(
            PayloadReader reader,
            ExchangeClients clients,
            @ConfigProperty(name = "quarry.exchanges.directory") Optional<String> directory,
            @ConfigProperty(name = "quarry.exchange.timeout.seconds", defaultValue = "20") int readSeconds) {
        this(reader, clients, directory, Duration.ofSeconds(readSeconds));
    }

    ExchangeFiles(PayloadReader reader, ExchangeClients clients, Optional<String> directory, Duration patience) {
        this.reader = reader;
        this.clients = clients;
        this.directory = directory;
        this.http = new PlainHttp(patience);
    }

    /**
     * The exchanges of all files; one in the directory replaces one of the same name that comes with Quarry.
     *
     * @throws IllegalStateException with a sentence that names the file, and everything that is wrong in it
     */
    @Produces
    public ConfiguredExchanges read() {
        Map<String, Exchange> all = new TreeMap<>();
        for (String name : SHIPPED) {
            try (InputStream file = ExchangeFiles.class.getResourceAsStream("/exchanges/" + name + ".json")) {
                all.put(name, exchange(name, name + ".json", file.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        directory.map(Path::of).ifPresent(folder -> readDirectory(folder, all));
        return new ConfiguredExchanges(List.copyOf(all.values()));
    }

    private void readDirectory(Path folder, Map<String, Exchange> all) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> described = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (described.size() > MAX_FILES) {
                throw new IllegalStateException(
                        String.format(Locale.ROOT, "quarry.exchanges.directory has more than %d files.", MAX_FILES));
            }
            for (Path file : described) {
                String name = file.getFileName().toString();
                if (!FILE.matcher(name).matches()) {
                    throw new IllegalStateException("The file " + name + " of quarry.exchanges.directory must be named"
                            + " like its exchange: lower-case letters, digits, _ or -, and .json.");
                }
                try (InputStream content = Files.newInputStream(file)) {
                    String exchange = name.substring(0, name.length() - ".json".length());
                    all.put(exchange, exchange(exchange, name, content.readNBytes(MAX_BYTES)));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("quarry.exchanges.directory cannot be read: " + e, e);
        }
    }

    private Exchange exchange(String name, String file, byte[] content) {
        ExchangeDefinition definition;
        try {
            definition = reader.read(Json.MAPPER.readTree(content), ExchangeDefinition.class);
        } catch (InvalidInputException e) {
            throw new IllegalStateException("The file " + file + " describes no exchange: " + e.getMessage() + ".", e);
        } catch (JacksonException e) {
            throw new IllegalStateException("The file " + file + " is no JSON: " + e.getOriginalMessage() + ".", e);
        }
        String origin = clients.address(name, definition.origin()).replaceAll("/+$", "");
        return new ConfiguredExchange(name, definition, origin, http);
    }
}
