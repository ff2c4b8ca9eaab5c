package dev.quarry.patterns;

import dev.quarry.ledger.tally.Tally;
import dev.quarry.ledger.tally.ValueTallies;
import dev.quarry.ledger.tally.ValueTally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The runs by the values of one parameter.
 *
 * @param parameter its name
 * @param values how the runs with each value fared
 */
record ParameterRuns(String parameter, List<ValueTally> values) {

    /** Every parameter that was varied. */
    static List<ParameterRuns> of(ValueTallies tallies) {
        Map<String, List<ValueTally>> byParameter = tallies.values().stream()
                .collect(Collectors.groupingBy(ValueTally::parameter, LinkedHashMap::new, Collectors.toList()));
        return byParameter.entrySet().stream()
                .map(e -> new ParameterRuns(e.getKey(), e.getValue()))
                .toList();
    }

    /** Whether all values are numbers, nulls aside. Booleans are categories. */
    boolean isNumeric() {
        return values.stream().allMatch(v -> v.value().isNumber() || v.value().isNull())
                && values.stream().anyMatch(v -> v.value().isNumber());
    }

    /** The values that are numbers. */
    List<ValueTally> numbers() {
        return values.stream().filter(v -> v.value().isNumber()).toList();
    }

    /** All runs of discoveries that varied this parameter. */
    Tally all() {
        return those(value -> true);
    }

    /** The runs whose value satisfies the predicate. */
    Tally those(Predicate<ValueTally> meant) {
        return values.stream().filter(meant).map(ValueTally::runs).reduce(Tally.NONE, Tally::plus);
    }
}
