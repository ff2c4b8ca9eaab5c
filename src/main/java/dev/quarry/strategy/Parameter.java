package dev.quarry.strategy;

import dev.quarry.platform.text.ReferenceText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * One parameter as the REST contract has it: its name, its type, the value it has where none is given, the values it may
 * take, and which other parameters must have which values for it to have an effect.
 *
 * @param <T> what its value is read as
 */
public final class Parameter<T> {

    /** Longer windows than this are refused: they would cost minutes and mean nothing. */
    public static final int LONGEST_WINDOW = 10_000;

    /** What a value is. */
    public enum Kind {
        /** A number of bars that an indicator looks back: the longer, the longer it remembers. */
        WINDOW,
        /** A whole number. */
        WHOLE,
        /** Any number of a range. */
        NUMBER,
        /** True or false. */
        FLAG,
        /** One of a few texts. */
        CHOICE
    }

    /**
     * What has to hold for a parameter to have an effect.
     *
     * @param parameter another parameter
     * @param value the value that it must have
     */
    public record Needed(Parameter<?> parameter, Object value) {}

    private final String name;
    private final Kind kind;
    private final T absent;
    private final NumberRange range;
    private final List<String> choices;
    private final boolean optional;
    private final Function<ParameterReader, T> reading;
    private final List<Needed> needed;

    private Parameter(
            String name,
            Kind kind,
            T absent,
            NumberRange range,
            List<String> choices,
            boolean optional,
            Function<ParameterReader, T> reading,
            List<Needed> needed) {
        this.name = name;
        this.kind = kind;
        this.absent = absent;
        this.range = range;
        this.choices = choices;
        this.optional = optional;
        this.reading = reading;
        this.needed = needed;
    }

    /** A window in bars, 1 to {@link #LONGEST_WINDOW}. */
    public static Parameter<Integer> window(String name, int absent) {
        return window(name, absent, 1, LONGEST_WINDOW);
    }

    /** A window in bars from {@code min} to {@code max}. */
    public static Parameter<Integer> window(String name, int absent, int min, int max) {
        return whole(Kind.WINDOW, name, absent, min, max);
    }

    /** A whole number from {@code min} to {@code max}. */
    public static Parameter<Integer> whole(String name, int absent, int min, int max) {
        return whole(Kind.WHOLE, name, absent, min, max);
    }

    private static Parameter<Integer> whole(Kind kind, String name, int absent, int min, int max) {
        return new Parameter<>(
                name,
                kind,
                absent,
                NumberRange.between(min, max),
                List.of(),
                false,
                reader -> reader.wholeNumber(name, absent, min, max),
                List.of());
    }

    /** A number of that range. */
    public static Parameter<Double> number(String name, double absent, NumberRange range) {
        return new Parameter<>(
                name,
                Kind.NUMBER,
                absent,
                range,
                List.of(),
                false,
                reader -> reader.number(name, absent, range),
                List.of());
    }

    /** A number of that range, or null for none. */
    public static Parameter<OptionalDouble> limit(String name, OptionalDouble absent, NumberRange range) {
        return new Parameter<>(
                name,
                Kind.NUMBER,
                absent,
                range,
                List.of(),
                true,
                reader -> reader.limit(name, absent, range),
                List.of());
    }

    /** A whole number from {@code min} on, or null for none. */
    public static Parameter<OptionalInt> wholeLimit(String name, OptionalInt absent, int min) {
        return new Parameter<>(
                name,
                Kind.WHOLE,
                absent,
                NumberRange.between(min, Integer.MAX_VALUE),
                List.of(),
                true,
                reader -> reader.wholeLimit(name, absent, min, Integer.MAX_VALUE),
                List.of());
    }

    /** True or false. */
    public static Parameter<Boolean> flag(String name, boolean absent) {
        return new Parameter<>(
                name,
                Kind.FLAG,
                absent,
                null,
                List.of("true", "false"),
                false,
                reader -> reader.flag(name, absent),
                List.of());
    }

    /** One of the constants of an enum, by its text. */
    public static <E extends Enum<E> & ReferenceText> Parameter<E> choice(String name, E absent) {
        return new Parameter<>(
                name,
                Kind.CHOICE,
                absent,
                null,
                ReferenceText.texts(absent.getDeclaringClass()),
                false,
                reader -> reader.choice(name, absent),
                List.of());
    }

    /** One of these texts. */
    public static Parameter<String> text(String name, String absent, List<String> texts) {
        return new Parameter<>(
                name,
                Kind.CHOICE,
                absent,
                null,
                List.copyOf(texts),
                false,
                reader -> reader.oneOf(name, absent, texts),
                List.of());
    }

    /** The same parameter, without effect where that flag is false. */
    public Parameter<T> onlyIf(Parameter<Boolean> flag) {
        return onlyIf(flag, true);
    }

    /** The same parameter, without effect where another one has not that value. */
    public <V> Parameter<T> onlyIf(Parameter<V> other, V value) {
        List<Needed> all = new ArrayList<>(needed);
        all.add(new Needed(other, value));
        return new Parameter<>(name, kind, absent, range, choices, optional, reading, List.copyOf(all));
    }

    /** The name in requests and results. */
    public String name() {
        return name;
    }

    /** What a value is. */
    public Kind kind() {
        return kind;
    }

    /** The value where none is given. */
    public T absent() {
        return absent;
    }

    /** The numbers it may take; null for flags and choices. */
    public NumberRange range() {
        return range;
    }

    /** The texts it may take; empty for numbers. */
    public List<String> choices() {
        return choices;
    }

    /** Whether null is a value too, which means none. */
    public boolean optional() {
        return optional;
    }

    /** What has to hold, all of it, for this parameter to have an effect. */
    public List<Needed> needed() {
        return needed;
    }

    /** The value among raw ones; what is wrong with it is added to the faults of the reader. */
    public T read(ParameterReader reader) {
        return reading.apply(reader);
    }

    /** What is wrong with one raw value by itself. */
    public List<ParameterFault> faultsOf(Object value) {
        ParameterReader reader = new ParameterReader(Collections.singletonMap(name, value));
        read(reader);
        return reader.faults();
    }

    /** A value as JSON has it: a number, a text or a truth value; null for none. */
    public Object written(T value) {
        if (value instanceof ReferenceText choice) {
            return choice.text();
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? (Object) number.getAsDouble() : null;
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? (Object) number.getAsInt() : null;
        }
        return value;
    }

    /** The value among those as JSON has it. */
    public Object written(ParameterValues values) {
        return written(values.get(this));
    }

    @Override
    public String toString() {
        return name;
    }
}
