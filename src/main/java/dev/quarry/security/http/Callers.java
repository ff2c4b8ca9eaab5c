package dev.quarry.security.http;

import dev.quarry.platform.concurrent.SharedAnswer;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TimeLimit;
import dev.quarry.security.Caller;
import dev.quarry.security.JwtSettings;
import dev.quarry.security.JwtVerifier;
import dev.quarry.security.KeyText;
import dev.quarry.security.store.ApiKeyStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;

/**
 * Finds the owner of a key or a token. A verified key is accepted for ten seconds without asking the database, so other
 * nodes may take that long to notice that it was revoked.
 */
@ApplicationScoped
public class Callers {

    private static final long BELIEVED_NANOS = 10_000_000_000L;
    private static final long BELIEVED_WITHOUT_DATABASE_NANOS =
            Duration.ofDays(1).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MAX_KNOWN = 1_000;

    private final ApiKeyStore keys;
    private final JwtSettings jwt;
    private final ThreadFactory threads;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private volatile JwtVerifier verifier;

    private record Known(Caller caller, byte[] hash, long since) {}

    @Inject
    public Callers(ApiKeyStore keys, JwtSettings jwt, ThreadFactory threads) {
        this.threads = threads;
        this.keys = keys;
        this.jwt = jwt;
    }

    /** The owner of a key that was verified a moment ago; needs no database. */
    Optional<Caller> remembered(String credentials) {
        return known(credentials, BELIEVED_NANOS);
    }

    /** The owner of a valid key or token. */
    Optional<Caller> find(String credentials) {
        Optional<KeyText> key = KeyText.of(credentials);
        if (key.isPresent()) {
            return key.flatMap(this::owner);
        }
        return jwt.isConfigured() ? verifier().verify(credentials) : Optional.empty();
    }

    /**
     * The owner of a valid key or token, for a route that must answer without the database: a key that was verified
     * within the last day is accepted while the database does not answer.
     */
    Optional<Caller> findOrBelieve(String credentials) {
        Optional<Caller> believed = known(credentials, BELIEVED_WITHOUT_DATABASE_NANOS);
        if (believed.isEmpty()) {
            return find(credentials);
        }
        try {
            return new SharedAnswer<>(
                            threads, PATIENCE, Duration.ZERO, () -> TimeLimit.within(PATIENCE, () -> find(credentials)))
                    .get();
        } catch (TimeoutException e) {
            return believed;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DatabaseException silent && silent.isTransient()) {
                return believed;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Optional<Caller> known(String credentials, long nanos) {
        return KeyText.of(credentials).flatMap(key -> {
            Known one = known.get(key.id());
            return one != null && System.nanoTime() - one.since() < nanos && key.matches(one.hash())
                    ? Optional.of(one.caller())
                    : Optional.empty();
        });
    }

    /** Forgets a key, so that the database is asked the next time. */
    void forget(String keyId) {
        known.remove(keyId);
    }

    /** Fails when the settings of tokens cannot work. */
    void check() {
        if (jwt.isConfigured()) {
            verifier();
        }
    }

    private Optional<Caller> owner(KeyText key) {
        Optional<ApiKeyStore.StoredKey> valid = keys.valid(key.id());
        if (valid.isEmpty()) {
            known.remove(key.id());
        }
        return valid.filter(stored -> key.matches(stored.hash())).map(stored -> {
            keys.used(key.id());
            Caller caller = new Caller(
                    "key " + key.id(), stored.key().name(), stored.key().role());
            if (known.size() >= MAX_KNOWN) {
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
