package dev.quarry.launcher.reference;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of importing a table.
 *
 * @param what what its rows are, such as {@code candles}
 * @param read how many the reference has
 * @param added how many were added
 * @param present how many existed already, and were left as they are
 * @param leftOut how many were not imported, by the reason in words
 */
public record Taken(String what, long read, long added, long present, Map<String, Long> leftOut) {

    static Taken of(String what, long read, long added, Map<String, Long> leftOut) {
        long notTaken = leftOut.values().stream().mapToLong(Long::longValue).sum();
        return new Taken(what, read, added, read - added - notTaken, new LinkedHashMap<>(leftOut));
    }

    /** The sum of two parts of the same table. */
    Taken plus(Taken other) {
        Map<String, Long> all = new LinkedHashMap<>(leftOut);
        other.leftOut.forEach((reason, count) -> all.merge(reason, count, Long::sum));
        return new Taken(what, read + other.read, added + other.added, present + other.present, all);
    }

    @Override
    public String toString() {
        String counts = String.format(
                Locale.ROOT, "%-9s  %,d read, %,d taken over, %,d already there", what, read, added, present);
        return leftOut.entrySet().stream()
                .map(reason ->
                        String.format(Locale.ROOT, "%n           %,d left out: %s", reason.getValue(), reason.getKey()))
                .collect(Collectors.joining("", counts, ""));
    }
}
