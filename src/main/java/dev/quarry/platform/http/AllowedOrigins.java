package dev.quarry.platform.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The origins in {@code quarry.cors.origins}, comma-separated, each exact, such as {@code https://research.example}.
 */
@ApplicationScoped
public class AllowedOrigins {

    private final Set<String> origins;

    @Inject
    public AllowedOrigins(@ConfigProperty(name = "quarry.cors.origins", defaultValue = " ") String configured) {
        origins = Arrays.stream(configured.split(","))
                .map(String::trim)
                .filter(o -> !o.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether pages of that origin may call the API; false for null. */
    public boolean includes(String origin) {
        return origin != null && origins.contains(origin);
    }
}
