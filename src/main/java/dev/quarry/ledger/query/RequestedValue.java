package dev.quarry.ledger.query;

import dev.quarry.platform.json.Json;
import java.math.BigDecimal;
import tools.jackson.core.JacksonException;

/**
 * A parameter value as it is asked for in a query. It is compared as JSON: {@code 70} is the number 70.0 too, {@code true}
 * the truth value, {@code null} nothing, {@code "KC"} a text; what is no such JSON value is a text itself, so that
 * {@code KC} will do.
 *
 * @param text as the client wrote it
 */
public record RequestedValue(String text) {

    /** Whether a value of a grid or of base parameters is that one. */
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
