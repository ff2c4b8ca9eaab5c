package dev.quarry.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its owner has it: {@code qk_<id>_<secret>}, 48 bits to find its row and 256 random bits to prove it. The secret
 * is as good as any hash of it, so one round of SHA-256 is enough: slow hashes protect what people think up, and would cost
 * every request.
 */
public final class KeyText {

    private static final Pattern FORM = Pattern.compile("qk_([0-9a-f]{12})_([0-9a-f]{64})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;
    private final String secret;

    private KeyText(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /** A new key. */
    public static KeyText random() {
        return new KeyText(hex(6), hex(32));
    }

    /** Reads what a client sent; empty when it cannot be a key. */
    public static Optional<KeyText> of(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches() ? Optional.of(new KeyText(parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** The public part. */
    public String id() {
        return id;
    }

    /** The whole, for its owner, once. */
    public String reveal() {
        return "qk_" + id + "_" + secret;
    }

    /** SHA-256 of the whole: what is stored. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(reveal().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compares in a time that does not depend on where they differ. */
    public boolean matches(byte[] stored) {
        return MessageDigest.isEqual(hash(), stored);
    }

    /** Without the secret, so that no log can have it. */
    @Override
    public String toString() {
        return "qk_" + id + "_…";
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
