package dev.quarry.marketdata.ingest;

import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.RequestRate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of calls to exchanges: pauses, limits and rates. */
@ApplicationScoped
public class FetchSettings {

    private final Config config;
    private final Duration pause;
    private final Duration patience;

    @Inject
    public FetchSettings(
            Config config,
            @ConfigProperty(name = "quarry.exchange.retry.millis", defaultValue = "1000") long pauseMillis,
            @ConfigProperty(name = "quarry.exchange.patience.seconds", defaultValue = "30") long patienceSeconds) {
        this(config, Duration.ofMillis(pauseMillis), Duration.ofSeconds(patienceSeconds));
    }

    FetchSettings(Config config, Duration pause, Duration patience) {
        this.config = config;
        this.pause = pause;
        this.patience = patience;
    }

    /** The longest pause before the second try; it doubles with each further one. */
    Duration pause() {
        return pause;
    }

    /** The longest pause that a job waits for; for a longer one it gives its worker back and is tried again later. */
    Duration patience() {
        return patience;
    }

    /** The exchange's rate, or what {@code quarry.exchange.<name>.requests-per-second} says. */
    RequestRate rate(Exchange exchange) {
        RequestRate byDefault = exchange.rate();
        return config == null
                ? byDefault
                : config.getOptionalValue("quarry.exchange." + exchange.name() + ".requests-per-second", Double.class)
                        .map(perSecond -> new RequestRate(perSecond, Math.max(1, (int) Math.floor(perSecond))))
                        .orElse(byDefault);
    }
}
