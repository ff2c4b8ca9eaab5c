package dev.quarry.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which tokens are accepted; the properties have the names of MicroProfile JWT. */
@ApplicationScoped
public class JwtSettings {

    private static final int MIN_KEY_BITS = 2048;

    private final Optional<String> key;
    private final Optional<String> keyFile;
    private final Optional<String> issuer;
    private final Set<String> audiences;
    private final int skewSeconds;

    @Inject
    public JwtSettings(
            @ConfigProperty(name = "mp.jwt.verify.publickey") Optional<String> key,
            @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> keyFile,
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer,
            @ConfigProperty(name = "mp.jwt.verify.audiences") Optional<String> audiences,
            @ConfigProperty(name = "mp.jwt.verify.clock.skew", defaultValue = "60") int skewSeconds) {
        this.key = key.filter(text -> !text.isBlank());
        this.keyFile = keyFile.filter(text -> !text.isBlank());
        this.issuer = issuer.filter(text -> !text.isBlank());
        this.audiences = Arrays.stream(audiences.orElse("").split(","))
                .map(String::strip)
                .filter(audience -> !audience.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        this.skewSeconds = skewSeconds;
    }

    /** Whether tokens are accepted at all. */
    public boolean isConfigured() {
        return key.isPresent() || keyFile.isPresent();
    }

    /** The issuer that a token must name. */
    public String issuer() {
        return issuer.orElseThrow(() -> new IllegalArgumentException(
                "mp.jwt.verify.issuer must be set where mp.jwt.verify.publickey is: whose tokens are believed?"));
    }

    /** The audiences of which a token must name one; empty means that none is required. */
    public Set<String> audiences() {
        return audiences;
    }

    /** By how many seconds the issuer's clock may differ from this node's. */
    public int skewSeconds() {
        return skewSeconds;
    }

    /** @throws IllegalArgumentException with a sentence when there is no usable RSA key */
    public RSAPublicKey publicKey() {
        String pem = key.orElseGet(() -> read(keyFile.orElse("")));
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            RSAPublicKey rsa = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
            if (rsa.getModulus().bitLength() < MIN_KEY_BITS) {
                throw new IllegalArgumentException(
                        "The key in mp.jwt.verify.publickey must have at least " + MIN_KEY_BITS + " bits.");
            }
            return rsa;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "mp.jwt.verify.publickey (or the file in mp.jwt.verify.publickey.location) must be an RSA public key in PEM.",
                    e);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file.replaceFirst("^file:(//)?(?=/)", "")));
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "The file in mp.jwt.verify.publickey.location cannot be read; it must be a path on this machine.",
                    e);
        }
    }
}
