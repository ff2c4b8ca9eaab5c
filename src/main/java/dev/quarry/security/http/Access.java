package dev.quarry.security.http;

import dev.quarry.platform.config.StartupFailure;
import dev.quarry.platform.http.AllowedOrigins;
import dev.quarry.security.Caller;
import dev.quarry.security.SecuritySettings;
import dev.quarry.security.TokenBuckets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** Decides on a request by its headers: where it comes from, who sends it, and how often. */
@ApplicationScoped
public class Access {

    private static final Logger LOG = Logger.getLogger(Access.class.getName());
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");
    private static final String BEARER = "bearer ";

    private final SecuritySettings settings;
    private final Callers callers;
    private final AllowedOrigins origins;
    private final TokenBuckets buckets;

    @Inject
    public Access(SecuritySettings settings, Callers callers, AllowedOrigins origins) {
        this.settings = settings;
        this.callers = callers;
        this.origins = origins;
        this.buckets = settings.requestsPerSecond() > 0
                ? new TokenBuckets(settings.requestsPerSecond(), settings.burst(), System::nanoTime)
                : null;
    }

    /** Fails the start when settings cannot be used. */
    void start(@Observes Startup event) {
        try {
            callers.check();
        } catch (IllegalArgumentException e) {
            StartupFailure.leave(e.getMessage());
            throw e;
        }
        LOG.log(Level.INFO, settings.isOn() ? "Security is on" : "Security is off");
    }

    /** Whether every route requires a key or a token. */
    public boolean isOn() {
        return settings.isOn();
    }

    /**
     * The address of the sender of a request.
     *
     * @param remote the other end of the connection
     * @param forwarded the header to which a proxy adds the address; used from trusted proxies only, and only its last
     *     entry, which is theirs
     */
    public String address(String remote, String forwarded) {
        if (forwarded != null && settings.trusts(remote)) {
            String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
            if (ADDRESS.matcher(last).matches()) {
                return last;
            }
        }
        return remote;
    }

    /**
     * Decides on a request.
     *
     * @param header the request's headers by name; null for those that it has not
     * @param changes whether it may change something, so that pages of other sites may not make a browser send it
     * @param address of its sender, see {@link #address}
     * @param mustAnswer whether a key is believed while the database is away
     */
    public Admission admit(UnaryOperator<String> header, boolean changes, String address, boolean mustAnswer) {
        if (changes
                && isFromAnotherSite(header.apply("Sec-Fetch-Site"), header.apply("Origin"), header.apply("Host"))) {
            return Admission.fromAnotherSite();
        }
        String credentials = credentials(header.apply("X-Api-Key"), header.apply("Authorization"));
        Optional<Caller> caller = remembered(credentials, address);
        int pause = take(caller.map(Caller::id).orElse("address " + address));
        if (pause > 0) {
            return Admission.tooMany(pause);
        }
        if (caller.isEmpty()) {
            caller = mustAnswer ? findOrBelieve(credentials) : find(credentials);
        }
        return caller.map(Admission::of).orElseGet(() -> Admission.challenge(credentials != null));
    }

    /** The key or token of the headers {@code X-Api-Key} and {@code Authorization: Bearer}; null when there is none. */
    static String credentials(String apiKey, String authorization) {
        if (apiKey != null && !apiKey.isBlank()) {
            return apiKey.strip();
        }
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    /**
     * The caller as far as known without the database: anonymous while security is off, or the owner of a key that was
     * verified a moment ago.
     */
    Optional<Caller> remembered(String credentials, String address) {
        if (!settings.isOn()) {
            return Optional.of(Caller.anonymous(address));
        }
        return credentials == null ? Optional.empty() : callers.remembered(credentials);
    }

    /** The owner of that key or token. */
    Optional<Caller> find(String credentials) {
        return credentials == null ? Optional.empty() : callers.find(credentials);
    }

    /** The owner of that key or token, for a route that must answer without the database. */
    Optional<Caller> findOrBelieve(String credentials) {
        return credentials == null ? Optional.empty() : callers.findOrBelieve(credentials);
    }

    /** Counts a request; returns the seconds to wait, 0 when it may proceed. */
    int take(String countedBy) {
        return buckets == null ? 0 : buckets.take(countedBy);
    }

    /**
     * Whether a page of another site makes the browser send this. A form can be sent anywhere without permission, so
     * requests that change something are checked even while security is off.
     *
     * @param site the header {@code Sec-Fetch-Site}, which browsers send and pages cannot forge; null where it is not
     *     sent
     * @param origin the header {@code Origin}; null when there is none
     * @param host the header {@code Host}
     */
    boolean isFromAnotherSite(String site, String origin, String host) {
        if (origins.includes(origin)) {
            return false;
        }
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        return origin != null && !authority(origin).equalsIgnoreCase(String.valueOf(host));
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
