package dev.quarry.marketdata.exchange.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/**
 * Creates the clients of exchanges. Their address is {@code quarry.exchange.<name>.url}, or the exchange's own; nothing
 * that a user sends can change it.
 */
@ApplicationScoped
public class ExchangeClients {

    private static final long CONNECT_SECONDS = 10;

    private final Config config;
    private final int readSeconds;

    /** @param readSeconds how long an answer may take */
    @Inject
    public ExchangeClients(
            Config config,
            @ConfigProperty(name = "quarry.exchange.timeout.seconds", defaultValue = "20") int readSeconds) {
        this.config = config;
        this.readSeconds = readSeconds;
    }

    /**
     * A client for that interface.
     *
     * @param exchange its name in the configuration
     * @param address the exchange's own base URL
     */
    <T> T create(String exchange, String address, Class<T> api) {
        String url = address(exchange, address);
        return RestClientBuilder.newBuilder()
                .baseUri(URI.create(url))
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(readSeconds, TimeUnit.SECONDS)
                .followRedirects(false)
                // Answers of every status are read here, see Answers.
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(api);
    }

    /** The address of an exchange: the configured one, or its own. */
    String address(String exchange, String own) {
        return config.getOptionalValue("quarry.exchange." + exchange + ".url", String.class)
                .orElse(own);
    }
}
