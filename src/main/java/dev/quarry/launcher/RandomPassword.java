package dev.quarry.launcher;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Generates passwords between the parts of one server, which nobody types. */
final class RandomPassword {
    private RandomPassword() {}

    /** 192 random bits as hexadecimal digits. */
    static String draw() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
