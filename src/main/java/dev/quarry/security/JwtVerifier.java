package dev.quarry.security;

import dev.quarry.platform.security.Role;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Verifies tokens as MicroProfile JWT 2.1 describes them: signed with RS256, with {@code iss}, {@code exp}, a name
 * ({@code upn}, {@code preferred_username} or {@code sub}) and {@code groups}, of which {@code read}, {@code submit}
 * and {@code operate} are roles. The algorithm is fixed here, whatever the token says.
 */
public final class JwtVerifier {

    private static final int MAX_TOKEN_LENGTH = 16_384;
    private static final int MAX_NAME_LENGTH = 100;

    private final RSAPublicKey key;
    private final String issuer;
    private final Set<String> audiences;
    private final int skewSeconds;
    private final Clock clock;

    /**
     * @param clock this node's clock: the times in a token come from its issuer, so the database's would be no better
     */
    public JwtVerifier(JwtSettings settings, Clock clock) {
        this.key = settings.publicKey();
        this.issuer = settings.issuer();
        this.audiences = settings.audiences();
        this.skewSeconds = settings.skewSeconds();
        this.clock = clock;
    }

    /** Who the token is for; empty when anything about it is not valid. */
    public Optional<Caller> verify(String token) {
        if (token.length() > MAX_TOKEN_LENGTH) {
            return Optional.empty();
        }
        try {
            return caller(consumer().processToClaims(token));
        } catch (InvalidJwtException e) {
            return Optional.empty();
        }
    }

    /** The verification of one token at the present time. */
    private JwtConsumer consumer() {
        var builder = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256)
                .setVerificationKey(key)
                .setExpectedIssuer(issuer)
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(skewSeconds)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()));
        return (audiences.isEmpty()
                        ? builder.setSkipDefaultAudienceValidation()
                        : builder.setExpectedAudience(audiences.toArray(String[]::new)))
                .build();
    }

    private static Optional<Caller> caller(JwtClaims claims) {
        Optional<String> name = Stream.of("upn", "preferred_username", "sub")
                .flatMap(claim -> texts(claims.getClaimValue(claim)))
                .map(text -> text.replaceAll("\\p{Cntrl}", " ").strip())
                .filter(text -> !text.isEmpty())
                .map(text -> text.substring(0, Math.min(text.length(), MAX_NAME_LENGTH)))
                .findFirst();
        Optional<Role> role = texts(claims.getClaimValue("groups"))
                .flatMap(group -> Role.of(group).stream())
                .max(Comparator.naturalOrder());
        return name.flatMap(user -> role.map(most -> new Caller("token " + user, user, most)));
    }

    private static Stream<String> texts(Object claim) {
        Stream<?> values = claim instanceof List<?> list ? list.stream() : Stream.of(claim == null ? List.of() : claim);
        return values.filter(String.class::isInstance).map(String.class::cast);
    }
}
