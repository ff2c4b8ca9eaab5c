package dev.quarry.job.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as the Standard Webhooks specification says, version v1: HMAC-SHA256 over {@code id.timestamp.body}, so that
 * libraries that check it exist for most languages. Its secrets are written {@code whsec_} and base64.
 */
final class Signature {

    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;

    private final SecretKeySpec key;

    private Signature(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** @throws IllegalArgumentException when the secret is not written so, or is shorter than 24 bytes */
    static Signature of(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("it must begin with " + PREFIX);
        }
        byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        if (key.length < FEWEST_BYTES) {
            throw new IllegalArgumentException("it must have at least " + FEWEST_BYTES + " bytes");
        }
        return new Signature(key);
    }

    /**
     * The header {@code webhook-signature}.
     *
     * @param epochSeconds the header {@code webhook-timestamp}
     */
    String of(String id, long epochSeconds, String body) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            byte[] signed = mac.doFinal((id + "." + epochSeconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }
}
