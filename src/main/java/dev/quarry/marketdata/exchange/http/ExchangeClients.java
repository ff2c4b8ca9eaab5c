package dev.quarry.marketdata.exchange.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/**
 * Makes the clients of exchanges. Where they ask is {@code quarry.exchange.<name>.url}, or the exchange's own address;
 * nothing that a user sends can change it.
 */
@ApplicationScoped
public class ExchangeClients {

    private static final long CONNECT_SECONDS = 10;
    private static final int READ_SECONDS = 20;

    private final Config config;

    @Inject
    public ExchangeClients(Config config) {
        this.config = config;
    }

    /**
     * A client for that interface.
     *
     * @param exchange its name in the configuration
     * @param address the exchange's own base URL
     */
    <T> T create(String exchange, String address, Class<T> api) {
        String url = config.getOptionalValue("quarry.exchange." + exchange + ".url", String.class)
                .orElse(address);
        int seconds = config.getOptionalValue("quarry.exchange.timeout.seconds", Integer.class)
                .orElse(READ_SECONDS);
        return RestClientBuilder.newBuilder()
                .baseUri(URI.create(url))
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(seconds, TimeUnit.SECONDS)
                .followRedirects(false)
                // Answers of every status are read here, see Answers.
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(api);
    }
}
