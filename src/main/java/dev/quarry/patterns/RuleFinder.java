package dev.quarry.patterns;

import dev.quarry.runs.ValueTallies;
import dev.quarry.runs.ValueTally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the rules of SPEC J. A parameter whose values are all numbers (nulls aside) gives at most one rule, the range
 * of one standard deviation around the mean of its winners; any other gives one rule for each value. Booleans are
 * categories.
 */
public final class RuleFinder {

    /** With fewer winners nothing can be said. */
    public static final int FEWEST_WINNERS = 10;

    private static final int FEWEST_NUMERIC_WINNERS = 5;

    private static final Comparator<Rule> STRONGEST_FIRST = Comparator.comparingDouble(Rule::confidence)
            .reversed()
            .thenComparing(Comparator.comparingDouble(Rule::occurrencePct).reversed())
            .thenComparing(Rule::parameter)
            .thenComparing(Rule::condition);

    private final RuleThresholds thresholds;

    public RuleFinder(RuleThresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** The rules that meet the thresholds, strongest first; none when there are too few winners. */
    public List<Rule> find(ValueTallies runs) {
        if (runs.winners() < FEWEST_WINNERS) {
            return List.of();
        }
        Map<String, List<ValueTally>> byParameter = runs.tallies().stream()
                .collect(Collectors.groupingBy(ValueTally::parameter, LinkedHashMap::new, Collectors.toList()));
        List<Rule> rules = new ArrayList<>();
        byParameter.forEach((parameter, values) -> {
            if (isNumeric(values)) {
                rangeRule(parameter, values).ifPresent(rules::add);
            } else {
                values.forEach(value -> valueRule(value, runs).ifPresent(rules::add));
            }
        });
        rules.removeIf(rule -> rule.confidence() < thresholds.minConfidence());
        rules.sort(STRONGEST_FIRST);
        return List.copyOf(rules);
    }

    private static boolean isNumeric(List<ValueTally> values) {
        return values.stream().allMatch(v -> v.value().isNumber() || v.value().isNull())
                && values.stream().anyMatch(v -> v.value().isNumber());
    }

    private Optional<Rule> rangeRule(String parameter, List<ValueTally> values) {
        List<ValueTally> won = values.stream()
                .filter(v -> v.value().isNumber() && v.winners() > 0)
                .toList();
        Group all = Group.of(won);
        if (all.count < FEWEST_NUMERIC_WINNERS) {
            return Optional.empty();
        }
        ValueRange range = ValueRange.around(won);
        Group within = Group.of(won.stream()
                .filter(v -> range.contains(v.value().doubleValue()))
                .toList());
        Group outside = all.minus(within);
        double occurrencePct = 100.0 * within.count / all.count;
        if (occurrencePct < thresholds.minOccurrencePct()) {
            return Optional.empty();
        }
        String description = "%s in range %s appears in %s%% of winners (avg return: %s%%)"
                .formatted(parameter, range, Rounding.text(occurrencePct, 0), Rounding.text(within.mean(), 2));
        return Optional.of(rule(parameter, range.toString(), occurrencePct, within, outside, description));
    }

    private Optional<Rule> valueRule(ValueTally value, ValueTallies runs) {
        double occurrencePct = 100.0 * value.winners() / runs.winners();
        if (value.winners() == 0 || occurrencePct < thresholds.minOccurrencePct()) {
            return Optional.empty();
        }
        Group with = Group.of(List.of(value));
        Group others = new Group(runs.winners(), runs.winnerReturnSum()).minus(with);
        double winRatePct = 100.0 * value.winners() / (value.winners() + value.losers());
        String description = "%s=%s appears in %s%% of winners (win rate: %s%%, avg return: %s%%)"
                .formatted(
                        value.parameter(),
                        value.text(),
                        Rounding.text(occurrencePct, 0),
                        Rounding.text(winRatePct, 1),
                        Rounding.text(with.mean(), 2));
        return Optional.of(rule(value.parameter(), value.text(), occurrencePct, with, others, description));
    }

    private static Rule rule(
            String parameter, String condition, double occurrencePct, Group with, Group without, String description) {
        return new Rule(
                parameter,
                condition,
                occurrencePct,
                with.mean(),
                without.mean(),
                Confidence.of(with.count, without.count, with.mean(), without.mean()),
                description);
    }

    /** Some winners: how many, and the sum of their total returns. */
    private record Group(long count, double returnSum) {

        static Group of(List<ValueTally> values) {
            return new Group(
                    values.stream().mapToLong(ValueTally::winners).sum(),
                    values.stream().mapToDouble(ValueTally::winnerReturnSum).sum());
        }

        Group minus(Group part) {
            return new Group(count - part.count, returnSum - part.returnSum);
        }

        double mean() {
            return count == 0 ? 0 : returnSum / count;
        }
    }
}
