package dev.quarry.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of access to the API. */
@ApplicationScoped
public class SecuritySettings {

    private static final int DEFAULT_RATE = 200;

    private final String security;
    private final Optional<Integer> requestsPerSecond;
    private final int burstSeconds;
    private final Set<String> trustedProxies;

    @Inject
    public SecuritySettings(
            @ConfigProperty(name = "quarry.security", defaultValue = "off") String security,
            @ConfigProperty(name = "quarry.rate-limit.requests-per-second") Optional<Integer> requestsPerSecond,
            @ConfigProperty(name = "quarry.rate-limit.burst-seconds", defaultValue = "5") int burstSeconds,
            @ConfigProperty(name = "quarry.trusted-proxies", defaultValue = " ") String trustedProxies) {
        this.security = security.strip();
        this.requestsPerSecond = requestsPerSecond;
        this.burstSeconds = burstSeconds;
        this.trustedProxies = Arrays.stream(trustedProxies.split(","))
                .map(String::strip)
                .filter(proxy -> !proxy.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether every route requires a key or a token. Any value but {@code off} means so, so that a typing error opens
     * nothing.
     */
    public boolean isOn() {
        return !security.equals("off");
    }

    /** How many requests per second one caller may send to this node on average; 0 for any number. */
    public int requestsPerSecond() {
        return requestsPerSecond.orElse(isOn() ? DEFAULT_RATE : 0);
    }

    /** How many requests a caller may send at once. */
    public int burst() {
        return requestsPerSecond() * burstSeconds;
    }

    /**
     * Whether that address belongs to a trusted proxy, whose requests have the sender's address in
     * {@code X-Forwarded-For}.
     */
    public boolean trusts(String address) {
        return trustedProxies.contains(address);
    }
}
