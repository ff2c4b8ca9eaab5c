package dev.quarry.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of content that is sent. */
final class Sha256 {

    private Sha256() {}

    static String hex(byte[] content) {
        return HexFormat.of().formatHex(of(content));
    }

    static byte[] of(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
