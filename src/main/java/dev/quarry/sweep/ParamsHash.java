package dev.quarry.sweep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The reference's fingerprint of a run's parameters (SPEC H.3). It depends on how numbers were given: 10000 and 10000.0
 * have different ones.
 *
 * @param value the first 16 hexadecimal digits of the SHA-256 of {@code hashedText} in UTF-8
 * @param hashedText the parameters as Python's JSON, sorted by name
 */
public record ParamsHash(String value, String hashedText) {

    private static final int DIGITS = 16;

    /** The hash of all parameters of a run: base parameters overwritten by the combination. Names are ASCII. */
    public static ParamsHash of(Map<String, ?> parameters) {
        String text = PythonJson.object(new TreeMap<>(parameters));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new ParamsHash(HexFormat.of().formatHex(digest).substring(0, DIGITS), text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
