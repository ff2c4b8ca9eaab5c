package dev.quarry.patterns;

import dev.quarry.ledger.tally.Tally;
import dev.quarry.ledger.tally.ValueTallies;
import dev.quarry.ledger.tally.ValueTally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the rules of SPEC J. A parameter whose values are all numbers (nulls aside) gives at most one rule, the range
 * of one standard deviation around the mean of its winners; any other gives one rule for each value. Booleans are
 * categories. Every condition that is considered is tested, including those that turn out too rare or too weak to be a
 * rule: the q-values of the rules take all of them into account.
 */
public final class RuleFinder {

    /** With fewer winners no rules are found. */
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
        return strongest(tested(runs, () -> {}));
    }

    /** Those of tested conditions that meet the thresholds, strongest first. */
    List<Rule> strongest(List<Rule> tested) {
        return tested.stream()
                .filter(rule -> rule.significance().winnersWith() > 0
                        && rule.occurrencePct() >= thresholds.minOccurrencePct()
                        && rule.confidence() >= thresholds.minConfidence())
                .sorted(STRONGEST_FIRST)
                .toList();
    }

    /** Every condition that is tested, whatever the result; {@code checkpoint} is called between them. */
    List<Rule> tested(ValueTallies runs, Runnable checkpoint) {
        if (runs.runs().winners() < FEWEST_WINNERS) {
            return List.of();
        }
        List<Rule> rules = new ArrayList<>();
        for (ParameterRuns parameter : ParameterRuns.of(runs)) {
            if (parameter.isNumeric()) {
                rangeRule(parameter).ifPresent(rules::add);
            } else {
                Tally varied = parameter.all();
                parameter.values().forEach(value -> {
                    checkpoint.run();
                    rules.add(valueRule(value, varied, runs.runs()));
                });
            }
        }
        return MultipleTesting.together(rules, Rule::significance, Rule::with);
    }

    private static Optional<Rule> rangeRule(ParameterRuns parameter) {
        List<ValueTally> won =
                parameter.numbers().stream().filter(v -> v.runs().winners() > 0).toList();
        Tally all = parameter.those(v -> v.value().isNumber());
        if (all.winners() < FEWEST_NUMERIC_WINNERS) {
            return Optional.empty();
        }
        ValueRange range = ValueRange.around(won);
        Tally within = parameter.those(
                v -> v.value().isNumber() && range.contains(v.value().doubleValue()));
        double occurrencePct = 100.0 * within.winners() / all.winners();
        String description = String.format(
                Locale.ROOT,
                "%s in range %s appears in %s%% of winners (avg return: %s%%)",
                parameter.parameter(),
                range,
                Rounding.text(occurrencePct, 0),
                Rounding.text(within.meanWinnerReturn(), 2));
        Significance significance = Significance.of(within, parameter.all());
        return Optional.of(
                rule(parameter.parameter(), range.toString(), occurrencePct, within, all, description, significance));
    }

    private static Rule valueRule(ValueTally value, Tally varied, Tally all) {
        Tally with = value.runs();
        double occurrencePct = 100.0 * with.winners() / all.winners();
        String description = String.format(
                Locale.ROOT,
                "%s=%s appears in %s%% of winners (win rate: %s%%, avg return: %s%%)",
                value.parameter(),
                value.text(),
                Rounding.text(occurrencePct, 0),
                Rounding.text(100.0 * with.winners() / with.runs(), 1),
                Rounding.text(with.meanWinnerReturn(), 2));
        return rule(
                value.parameter(), value.text(), occurrencePct, with, all, description, Significance.of(with, varied));
    }

    private static Rule rule(
            String parameter,
            String condition,
            double occurrencePct,
            Tally with,
            Tally all,
            String description,
            Significance significance) {
        long othersCount = all.winners() - with.winners();
        double othersMean = othersCount == 0 ? 0 : (all.winnerReturnSum() - with.winnerReturnSum()) / othersCount;
        return new Rule(
                parameter,
                condition,
                occurrencePct,
                with.meanWinnerReturn(),
                othersMean,
                Confidence.of(with.winners(), othersCount, with.meanWinnerReturn(), othersMean),
                description,
                significance);
    }
}
