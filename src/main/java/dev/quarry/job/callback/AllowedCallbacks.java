package dev.quarry.job.callback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whom the operator lets jobs call, and what signs the calls: nobody unless both are set. */
@ApplicationScoped
public class AllowedCallbacks {

    private final Set<String> origins;
    private final Optional<Signature> signature;

    @Inject
    public AllowedCallbacks(
            @ConfigProperty(name = CallbackSettings.ORIGINS, defaultValue = " ") String origins,
            @ConfigProperty(name = CallbackSettings.SECRET) Optional<String> secret) {
        this.origins = Stream.of(origins.split(","))
                .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        this.signature = secret.filter(text -> !text.isBlank()).map(Signature::of);
    }

    /** Why that address may not be called, to follow its name; empty when it may. */
    Optional<String> fault(String url) {
        if (origins.isEmpty() || signature.isEmpty()) {
            return Optional.of("\"" + url + "\" cannot be called: the operator has allowed no address ("
                    + CallbackSettings.ORIGINS + ")");
        }
        try {
            URI address = new URI(url);
            String origin = (address.getScheme() + "://" + address.getRawAuthority()).toLowerCase(Locale.ROOT);
            return origins.contains(origin)
                    ? Optional.empty()
                    : Optional.of("must be on an origin that the operator allows (" + CallbackSettings.ORIGINS
                            + "), and \"" + url + "\" is not");
        } catch (URISyntaxException e) {
            return Optional.of("must be an address, and \"" + url + "\" is none: " + e.getReason());
        }
    }

    /** The signature of a message: a header as the Standard Webhooks specification says. */
    String signature(String id, long epochSeconds, String body) {
        return signature.orElseThrow().of(id, epochSeconds, body);
    }
}
