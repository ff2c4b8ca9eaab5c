package dev.quarry.ledger.query;

import dev.quarry.platform.json.Json;
import java.math.BigDecimal;
import tools.jackson.core.JacksonException;

/**
 * A parameter value in a query. It is compared as JSON: {@code 70} also equals the number 70.0, {@code true} is a
 * boolean, {@code null} is null, {@code "KC"} is a string; anything else is taken as a string itself, so {@code KC}
 * works too.
 *
 * @param text as the client wrote it
 */
public record RequestedValue(String text) {

    /** Whether a value of a grid or of base parameters equals it. */
    public boolean matches(Object stored) {
        if (stored instanceof String && stored.equals(text)) {
            return true;
        }
        Object value = value();
        if (value instanceof Number requested && stored instanceof Number given) {
            return Double.isFinite(requested.doubleValue())
                    && decimal(requested).compareTo(decimal(given)) == 0;
        }
        return value == null ? stored == null : value.equals(stored);
    }

    private Object value() {
        try {
            Object value = Json.MAPPER.readValue(text, Object.class);
            return value instanceof Number || value instanceof Boolean || value == null ? value : text(value);
        } catch (JacksonException e) {
            return text;
        }
    }

    private String text(Object value) {
        return value instanceof String unquoted ? unquoted : text;
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }
}
