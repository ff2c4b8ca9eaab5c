package dev.quarry.security;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.security.Role;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Tokens as MicroProfile JWT 2.1 describes them: signed with RS256, with {@code iss}, {@code exp}, a name ({@code upn},
 * {@code preferred_username} or {@code sub}) and {@code groups}, of which {@code read}, {@code submit} and {@code operate}
 * are roles. The algorithm is ours to choose, never the token's.
 */
public final class JwtVerifier {

    private static final int LONGEST_TOKEN = 16_384;
    private static final int LONGEST_NAME = 100;

    private final RSAPublicKey key;
    private final String issuer;
    private final Set<String> audiences;
    private final int skewSeconds;
    private final Clock clock;

    /** @param clock of this node: the time in a token is its issuer's, so no database could do better */
    public JwtVerifier(JwtSettings settings, Clock clock) {
        this.key = settings.publicKey();
        this.issuer = settings.issuer();
        this.audiences = settings.audiences();
        this.skewSeconds = settings.skewSeconds();
        this.clock = clock;
    }

    /** Who the token is for; empty when anything about it is not right, whatever that is. */
    public Optional<Caller> verify(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        try {
            JsonNode header = json(parts[0]);
            if (!"RS256".equals(header.path("alg").asString("")) || header.has("crit") || !isSigned(parts)) {
                return Optional.empty();
            }
            JsonNode claims = json(parts[1]);
            return isCurrent(claims) && isForUs(claims) ? caller(claims) : Optional.empty();
        } catch (IllegalArgumentException | JacksonException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private boolean isSigned(String[] parts) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private boolean isCurrent(JsonNode claims) {
        Instant now = clock.instant();
        JsonNode end = claims.path("exp");
        JsonNode start = claims.path("nbf");
        return end.isNumber()
                && end.asDouble() + skewSeconds > now.getEpochSecond()
                && (start.isMissingNode()
                        || start.isNumber() && start.asDouble() - skewSeconds <= now.getEpochSecond());
    }

    private boolean isForUs(JsonNode claims) {
        JsonNode audience = claims.path("aud");
        return issuer.equals(claims.path("iss").asString(""))
                && (audiences.isEmpty() || texts(audience).anyMatch(audiences::contains));
    }

    private Optional<Caller> caller(JsonNode claims) {
        Optional<String> name = Stream.of("upn", "preferred_username", "sub")
                .map(claim -> claims.path(claim)
                        .asString("")
                        .replaceAll("\\p{Cntrl}", " ")
                        .strip())
                .filter(text -> !text.isEmpty())
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST_NAME)))
                .findFirst();
        Optional<Role> role = texts(claims.path("groups"))
                .flatMap(group -> Role.of(group).stream())
                .max(Comparator.naturalOrder());
        return name.flatMap(user -> role.map(most -> new Caller("token " + user, user, most)));
    }

    private static Stream<String> texts(JsonNode node) {
        Stream<JsonNode> nodes = node.isArray() ? node.valueStream() : Stream.of(node);
        return nodes.filter(JsonNode::isString).map(JsonNode::asString);
    }

    private static JsonNode json(String part) {
        return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(part));
    }
}
