package dev.quarry.security.http;

import dev.quarry.security.Caller;
import dev.quarry.security.JwtSettings;
import dev.quarry.security.JwtVerifier;
import dev.quarry.security.KeyText;
import dev.quarry.security.store.ApiKeyStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out who sends a key or a token. A key that was right is believed for ten seconds without asking the database: that
 * long other nodes may take to notice that it was revoked.
 */
@ApplicationScoped
public class Callers {

    private static final long BELIEVED_NANOS = 10_000_000_000L;
    private static final int MOST_KNOWN = 1_000;

    private final ApiKeyStore keys;
    private final JwtSettings jwt;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private volatile JwtVerifier verifier;

    private record Known(Caller caller, byte[] hash, long since) {}

    @Inject
    public Callers(ApiKeyStore keys, JwtSettings jwt) {
        this.keys = keys;
        this.jwt = jwt;
    }

    /** The owner of a key that was right a moment ago; needs no database. */
    Optional<Caller> remembered(String credentials) {
        return KeyText.of(credentials).flatMap(key -> {
            Known one = known.get(key.id());
            return one != null && System.nanoTime() - one.since() < BELIEVED_NANOS && key.matches(one.hash())
                    ? Optional.of(one.caller())
                    : Optional.empty();
        });
    }

    /** The owner of a valid key or token. */
    Optional<Caller> find(String credentials) {
        Optional<KeyText> key = KeyText.of(credentials);
        if (key.isPresent()) {
            return key.flatMap(this::owner);
        }
        return jwt.isConfigured() ? verifier().verify(credentials) : Optional.empty();
    }

    /** Asks the database again the next time. */
    void forget(String keyId) {
        known.remove(keyId);
    }

    /** Refuses a configuration of tokens that cannot work. */
    void check() {
        if (jwt.isConfigured()) {
            verifier();
        }
    }

    private Optional<Caller> owner(KeyText key) {
        return keys.valid(key.id()).filter(stored -> key.matches(stored.hash())).map(stored -> {
            keys.used(key.id());
            Caller caller = new Caller(
                    "key " + key.id(), stored.key().name(), stored.key().role());
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(key.id(), new Known(caller, stored.hash(), System.nanoTime()));
            return caller;
        });
    }

    private JwtVerifier verifier() {
        JwtVerifier made = verifier;
        if (made == null) {
            made = new JwtVerifier(jwt, Clock.systemUTC());
            verifier = made;
        }
        return made;
    }
}
