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
 * The full text of a key: {@code qk_<id>_<secret>}, 48 bits to find its row and 256 random bits to prove it. For a
 * random secret of this length one round of SHA-256 is enough: slow hashes protect secrets that people think up, and
 * would slow every request down.
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

    /** The full text, to be shown to its owner once. */
    public String reveal() {
        return "qk_" + id + "_" + secret;
    }

    /** The SHA-256 of the full text, which is what is stored. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(reveal().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compares with a stored hash, in a time that does not depend on where they differ. */
    public boolean matches(byte[] stored) {
        return MessageDigest.isEqual(hash(), stored);
    }

    /** Without the secret, so that it cannot get into a log. */
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
