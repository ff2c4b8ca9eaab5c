package dev.quarry.security.store;

import dev.quarry.platform.config.StartupNotes;
import dev.quarry.security.ApiKey;
import dev.quarry.security.SecuritySettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Warns of keys that anybody who reached the port could create while security was off: they still work once it is on.
 */
@ApplicationScoped
public class KeysMadeWhileOff {

    private static final Logger LOG = Logger.getLogger(KeysMadeWhileOff.class.getName());

    private final SecuritySettings settings;
    private final ApiKeyStore keys;

    @Inject
    public KeysMadeWhileOff(SecuritySettings settings, ApiKeyStore keys) {
        this.settings = settings;
        this.keys = keys;
    }

    /** Lists them at the start, if security is on. */
    public void tell() {
        List<ApiKey> doubtful = settings.isOn() ? keys.madeWhileOff() : List.of();
        if (!doubtful.isEmpty()) {
            String sentence = sentence(doubtful);
            LOG.log(Level.WARNING, "{0}", sentence);
            StartupNotes.leave(sentence);
        }
    }

    static String sentence(List<ApiKey> doubtful) {
        return String.format(
                Locale.ROOT,
                "%d valid %s made while security was off, by whoever reached this server: %s. Revoke what you do not know:"
                        + " key revoke --id ID",
                doubtful.size(),
                doubtful.size() == 1 ? "key was" : "keys were",
                doubtful.stream()
                        .map(key -> key.name() + " (" + key.role().code() + ", id " + key.id() + ")")
                        .collect(Collectors.joining(", ")));
    }
}
