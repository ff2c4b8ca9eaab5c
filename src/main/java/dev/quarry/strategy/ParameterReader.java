package dev.quarry.strategy;

import dev.quarry.platform.text.Literals;
import dev.quarry.platform.text.ReferenceText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads typed values out of a map of raw ones and collects every fault on the way; a faulty value reads as the default,
 * so that reading can go on. Numbers may come as any {@link Number}, flags also as 0 and 1, and both as a text that spells
 * one, see {@link Literals}.
 */
public final class ParameterReader {

    private final Map<String, ?> raw;
    private final List<ParameterFault> faults = new ArrayList<>();

    /** Reads from that map, whose values may be null. */
    public ParameterReader(Map<String, ?> raw) {
        this.raw = raw;
    }

    /** Every fault found so far, in the order of reading. */
    public List<ParameterFault> faults() {
        return faults;
    }

    /** Adds a fault that only the caller can see. */
    public void fault(String name, String reason) {
        faults.add(new ParameterFault(name, reason));
    }

    /** Adds a fault for each name that is none of these. */
    public void refuseOthersThan(Collection<String> known) {
        for (String name : raw.keySet()) {
            if (!known.contains(name)) {
                fault(name, "is not a known parameter");
            }
        }
    }

    /** A whole number in that range; a floating-point number without a fraction is one too. */
    public int wholeNumber(String name, int absent, int min, int max) {
        return raw.containsKey(name) ? readWhole(name, raw.get(name), absent, min, max) : absent;
    }

    /** A finite number in that range. */
    public double number(String name, double absent, NumberRange range) {
        return raw.containsKey(name) ? readNumber(name, raw.get(name), absent, range) : absent;
    }

    /** Absent means the default; null or an empty text means off. */
    public OptionalDouble limit(String name, OptionalDouble absent, NumberRange range) {
        if (!raw.containsKey(name)) {
            return absent;
        }
        Object value = raw.get(name);
        return off(value) ? OptionalDouble.empty() : OptionalDouble.of(readNumber(name, value, range.max(), range));
    }

    /** Absent means the default; null or an empty text means off. */
    public OptionalInt wholeLimit(String name, OptionalInt absent, int min, int max) {
        if (!raw.containsKey(name)) {
            return absent;
        }
        Object value = raw.get(name);
        return off(value) ? OptionalInt.empty() : OptionalInt.of(readWhole(name, value, max, min, max));
    }

    /** A truth value. */
    public boolean flag(String name, boolean absent) {
        if (!raw.containsKey(name)) {
            return absent;
        }
        Object value = raw.get(name);
        if (value instanceof Boolean b) {
            return b;
        }
        Optional<Boolean> spelled = value == null ? Optional.empty() : Literals.flag(value.toString());
        if (spelled.isEmpty()) {
            fault(name, "must be true or false");
        }
        return spelled.orElse(absent);
    }

    /** One of the constants of the default's enum, by its text. */
    public <E extends Enum<E> & ReferenceText> E choice(String name, E absent) {
        if (!raw.containsKey(name)) {
            return absent;
        }
        Class<E> type = absent.getDeclaringClass();
        if (raw.get(name) instanceof String text) {
            var found = ReferenceText.read(type, text);
            if (found.isPresent()) {
                return found.get();
            }
        }
        fault(name, "must be one of " + String.join(", ", ReferenceText.texts(type)));
        return absent;
    }

    /** One of these texts. */
    public String oneOf(String name, String absent, List<String> texts) {
        if (!raw.containsKey(name)) {
            return absent;
        }
        if (raw.get(name) instanceof String text && texts.contains(text)) {
            return text;
        }
        fault(name, "must be one of " + String.join(", ", texts));
        return absent;
    }

    /** A text of any content; anything but a text is a fault. */
    public String text(String name, String absent) {
        if (!raw.containsKey(name)) {
            return absent;
        }
        if (raw.get(name) instanceof String text) {
            return text;
        }
        fault(name, "must be a text");
        return absent;
    }

    /** The reference's clients leave a limit out as an empty text. */
    private static boolean off(Object value) {
        return value == null || value instanceof String text && text.isEmpty();
    }

    private int readWhole(String name, Object value, int otherwise, int min, int max) {
        double number = asNumber(value);
        if (number >= min && number <= max && number == Math.rint(number)) {
            return (int) number;
        }
        fault(
                name,
                max == Integer.MAX_VALUE
                        ? "must be a whole number of at least " + min
                        : "must be a whole number from " + min + " to " + max);
        return otherwise;
    }

    private double readNumber(String name, Object value, double otherwise, NumberRange range) {
        double number = asNumber(value);
        if (range.contains(number)) {
            return number;
        }
        fault(name, Double.isFinite(number) ? range.rule() : "must be a number");
        return otherwise;
    }

    /** The value as a double; NaN when it is no number. */
    private static double asNumber(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof String text ? Literals.number(text).orElse(Double.NaN) : Double.NaN;
    }
}
