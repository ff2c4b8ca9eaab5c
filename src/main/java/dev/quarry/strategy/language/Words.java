package dev.quarry.strategy.language;

import dev.quarry.strategy.language.functions.Functions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The words that the language has taken. */
public final class Words {

    private static final Map<String, Price> PRICES = new LinkedHashMap<>();
    private static final Map<String, OpenTime> TIMES = new LinkedHashMap<>();
    private static final Map<String, PositionValue> POSITION = new LinkedHashMap<>();

    static {
        Arrays.stream(Price.values()).forEach(price -> PRICES.put(price.text(), price));
        Arrays.stream(OpenTime.values()).forEach(time -> TIMES.put(time.text(), time));
        Arrays.stream(PositionValue.values()).forEach(value -> POSITION.put(value.text(), value));
    }

    private static final List<String> OPERATORS = List.of("and", "or", "not", "true", "false");

    private Words() {}

    static Optional<Price> price(String word) {
        return Optional.ofNullable(PRICES.get(word));
    }

    static Optional<OpenTime> time(String word) {
        return Optional.ofNullable(TIMES.get(word));
    }

    static Optional<PositionValue> positionValue(String word) {
        return Optional.ofNullable(POSITION.get(word));
    }

    /** What that name, in any case of letters, is already; empty where it is free. */
    static Optional<String> taken(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        if (OPERATORS.contains(word)) {
            return Optional.of("a word of the language");
        }
        if (PRICES.containsKey(word)) {
            return Optional.of("a price");
        }
        if (TIMES.containsKey(word)) {
            return Optional.of("a time of the bar");
        }
        if (POSITION.containsKey(word)) {
            return Optional.of("a value of the position");
        }
        return Functions.named(word).map(function -> "a function");
    }

    /** Every word that may stand in an expression without being declared. */
    public static TreeSet<String> all() {
        TreeSet<String> words = new TreeSet<>(Functions.all().keySet());
        words.addAll(OPERATORS);
        words.addAll(PRICES.keySet());
        words.addAll(TIMES.keySet());
        words.addAll(POSITION.keySet());
        return words;
    }
}
