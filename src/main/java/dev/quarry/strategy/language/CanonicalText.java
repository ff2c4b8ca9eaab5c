package dev.quarry.strategy.language;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A definition as one text: JSON without blanks, keys in the order of their characters, numbers without superfluous digits
 * (2.0 is 2), texts as they are. Two definitions are the same when theirs are.
 */
final class CanonicalText {

    private CanonicalText() {}

    /** Of maps with text keys, lists, texts, numbers, truth values and null, which nest no deeper than definitions do. */
    static String of(Object json) {
        StringBuilder text = new StringBuilder();
        write(json, text);
        return text.toString();
    }

    /** SHA-256 of the text in UTF-8, 64 hexadecimal digits. */
    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void write(Object json, StringBuilder text) {
        if (json instanceof Map<?, ?> map) {
            TreeMap<String, Object> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put((String) key, value));
            String comma = "{";
            for (Map.Entry<String, Object> entry : sorted.entrySet()) {
                text.append(comma);
                write(entry.getKey(), text);
                text.append(':');
                write(entry.getValue(), text);
                comma = ",";
            }
            text.append(sorted.isEmpty() ? "{}" : "}");
        } else if (json instanceof List<?> list) {
            text.append('[');
            for (int k = 0; k < list.size(); k++) {
                text.append(k == 0 ? "" : ",");
                write(list.get(k), text);
            }
            text.append(']');
        } else if (json instanceof String string) {
            quote(string, text);
        } else if (json instanceof Number number) {
            text.append(number(number));
        } else {
            text.append(json);
        }
    }

    static String number(Number number) {
        BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
        boolean shortEnough =
                exact.signum() == 0 || Math.abs(exact.precision() - exact.scale()) <= 20 && exact.scale() <= 20;
        return exact.signum() == 0 ? "0" : shortEnough ? exact.toPlainString() : exact.toString();
    }

    private static void quote(String string, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char character = string.charAt(i);
            switch (character) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (character < ' ') {
                        text.append("\\u00").append(character < 16 ? "0" : "").append(Integer.toHexString(character));
                    } else {
                        text.append(character);
                    }
                }
            }
        }
        text.append('"');
    }
}
