package dev.quarry.strategy.language;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of a definition.
 *
 * @param name as expressions, grids and requests write it
 * @param type what values it takes
 * @param fallback the value where none is given: an Integer, a Double, a Boolean or a String
 * @param minimum the least value; null where there is none, and for what is no number
 * @param maximum the greatest value; null where there is none. A parameter that stands for a window has one
 * @param description for people; empty where there is none
 * @param onlyIf the boolean parameter without which this one has no effect; null where there is none
 * @param choices the texts of a choice; empty for other types
 */
public record DeclaredParameter(
        String name,
        ParameterType type,
        Object fallback,
        Double minimum,
        Double maximum,
        String description,
        String onlyIf,
        List<String> choices) {

    public DeclaredParameter {
        choices = List.copyOf(choices);
    }

    /** The same with another greatest value. */
    DeclaredParameter upTo(double greatest) {
        return new DeclaredParameter(name, type, fallback, minimum, greatest, description, onlyIf, choices);
    }

    /** What is wrong with a value as JSON gives it, in words that follow its name; empty where it is right. */
    public Optional<String> fault(Object raw) {
        return switch (type) {
            case BOOLEAN -> raw instanceof Boolean ? Optional.empty() : Optional.of("must be true or false");
            case CHOICE ->
                raw instanceof String && choices.contains(raw)
                        ? Optional.empty()
                        : Optional.of("must be one of " + String.join(", ", choices));
            case INTEGER, NUMBER -> numberFault(raw);
        };
    }

    private Optional<String> numberFault(Object raw) {
        boolean whole = type == ParameterType.INTEGER;
        if (!(raw instanceof Number number) || !isReadable(number, whole)) {
            return Optional.of(whole ? "must be a whole number" : "must be a number");
        }
        double value = number.doubleValue();
        if (minimum != null && value < minimum) {
            return Optional.of("must be at least " + CanonicalText.number(minimum));
        }
        if (maximum != null && value > maximum) {
            return Optional.of("must be at most " + CanonicalText.number(maximum));
        }
        return Optional.empty();
    }

    static boolean isReadable(Number number, boolean whole) {
        double value = number.doubleValue();
        boolean exact = number instanceof Integer
                || number instanceof Long
                || number instanceof Double
                || number instanceof Float
                || number instanceof BigDecimal
                || number instanceof BigInteger;
        return exact
                && Double.isFinite(value)
                && (!whole || value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE);
    }

    /** A right value as this type has it: an Integer, a Double, a Boolean or a String. */
    public Object value(Object raw) {
        return switch (type) {
            case BOOLEAN, CHOICE -> raw;
            case INTEGER -> (Object) (int) ((Number) raw).doubleValue();
            case NUMBER -> (Object) ((Number) raw).doubleValue();
        };
    }
}
