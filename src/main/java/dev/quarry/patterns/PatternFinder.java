package dev.quarry.patterns;

import dev.quarry.ledger.tally.PairTally;
import dev.quarry.ledger.tally.Tally;
import dev.quarry.ledger.tally.ValueTallies;
import dev.quarry.ledger.tally.ValueTally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Finds how values, ranges of values and pairs of values fare (SPEC J), over all runs. What is tested is chosen by how
 * many runs there are, never by how many of them won, so that the choice does not spoil the q-values.
 */
final class PatternFinder {

    private static final int FEWEST_RUNS = 5;
    private static final int FEWEST_NUMERIC_RUNS = 10;
    private static final int FEWEST_WINNERS_OF_A_PAIR = 3;
    private static final int FEWEST_WINNERS_FOR_PAIRS = 20;
    private static final int BUCKETS = 5;

    /** By mean return; ties by the number of winners, then by name and value, so that the order is total. */
    private static final Comparator<PairPattern> BEST_FIRST = Comparator.comparingDouble(PairPattern::avgReturn)
            .thenComparingLong(PairPattern::count)
            .reversed()
            .thenComparing(PairPattern::parameter)
            .thenComparing(PairPattern::otherParameter)
            .thenComparing(pair -> pair.value().toString())
            .thenComparing(pair -> pair.otherValue().toString());

    private final ValueTallies tallies;
    private final Runnable checkpoint;

    /** @param checkpoint called between tests, some milliseconds apart at most; what it throws is passed on */
    PatternFinder(ValueTallies tallies, Runnable checkpoint) {
        this.tallies = tallies;
        this.checkpoint = checkpoint;
    }

    /** Every value with at least five runs; by parameter, the one that wins most often first. */
    List<ValuePattern> values() {
        List<ValuePattern> patterns = new ArrayList<>();
        for (ParameterRuns parameter : ParameterRuns.of(tallies)) {
            Tally all = parameter.all();
            for (ValueTally value : parameter.values()) {
                checkpoint.run();
                Tally with = value.runs();
                if (with.runs() >= FEWEST_RUNS) {
                    patterns.add(new ValuePattern(
                            value.parameter(),
                            value.value(),
                            with.runs(),
                            with.winRate(),
                            with.meanWinnerReturn(),
                            Significance.of(with, all)));
                }
            }
        }
        List<ValuePattern> judged =
                new ArrayList<>(MultipleTesting.together(patterns, ValuePattern::significance, ValuePattern::with));
        judged.sort(Comparator.comparing(ValuePattern::parameter)
                .thenComparing(
                        Comparator.comparingDouble(ValuePattern::winnerRate).reversed())
                .thenComparing(
                        Comparator.comparingLong(ValuePattern::totalCount).reversed())
                .thenComparing(pattern -> pattern.value().toString()));
        return List.copyOf(judged);
    }

    /** Five equal parts of the range of each numeric parameter; those with at least five runs, in order. */
    List<RangePattern> ranges() {
        List<RangePattern> patterns = new ArrayList<>();
        ParameterRuns.of(tallies).stream()
                .filter(ParameterRuns::isNumeric)
                .sorted(Comparator.comparing(ParameterRuns::parameter))
                .forEach(parameter -> addRanges(parameter, patterns));
        return List.copyOf(MultipleTesting.together(patterns, RangePattern::significance, RangePattern::with));
    }

    private void addRanges(ParameterRuns parameter, List<RangePattern> patterns) {
        double least = numbers(parameter).min().orElse(0);
        double greatest = numbers(parameter).max().orElse(0);
        double width = (greatest - least) / BUCKETS;
        long runs = parameter.those(v -> v.value().isNumber()).runs();
        if (runs < FEWEST_NUMERIC_RUNS || !(width > 0)) {
            return;
        }
        for (int b = 0; b < BUCKETS; b++) {
            checkpoint.run();
            int bucket = b;
            Tally within = parameter.those(v -> v.value().isNumber()
                    && Math.min((int) ((v.value().doubleValue() - least) / width), BUCKETS - 1) == bucket);
            if (within.runs() >= FEWEST_RUNS) {
                patterns.add(new RangePattern(
                        parameter.parameter(),
                        bucket,
                        Rounding.round(least + bucket * width, 2),
                        Rounding.round(least + (bucket + 1) * width, 2),
                        within.runs(),
                        within.winners(),
                        Rounding.round(within.winRate(), 3),
                        Significance.of(within, parameter.all())));
            }
        }
    }

    private static DoubleStream numbers(ParameterRuns parameter) {
        return parameter.numbers().stream().mapToDouble(v -> v.value().doubleValue());
    }

    /**
     * Every two values of two parameters with at least ten runs are tested; kept are those with at least three winners,
     * best mean return first. None when fewer than twenty runs won at all.
     */
    List<PairPattern> pairs() {
        if (tallies.runs().winners() < FEWEST_WINNERS_FOR_PAIRS) {
            return List.of();
        }
        List<PairPattern> patterns = new ArrayList<>();
        Map<List<String>, List<PairTally>> byParameters =
                tallies.pairs().stream().collect(Collectors.groupingBy(p -> List.of(p.first(), p.second())));
        byParameters.values().forEach(pairs -> addPairs(pairs, patterns));
        return MultipleTesting.together(patterns, PairPattern::significance, PairPattern::with).stream()
                .filter(pattern -> pattern.count() >= FEWEST_WINNERS_OF_A_PAIR)
                .sorted(BEST_FIRST)
                .toList();
    }

    private void addPairs(List<PairTally> pairs, List<PairPattern> patterns) {
        Tally all = Tally.NONE;
        Map<Object, Tally> first = new HashMap<>();
        Map<Object, Tally> second = new HashMap<>();
        for (PairTally pair : pairs) {
            all = all.plus(pair.runs());
            first.merge(pair.firstValue(), pair.runs(), Tally::plus);
            second.merge(pair.secondValue(), pair.runs(), Tally::plus);
        }
        for (PairTally pair : pairs) {
            checkpoint.run();
            Tally both = pair.runs();
            if (both.runs() >= FEWEST_NUMERIC_RUNS) {
                double single = Math.max(
                        first.get(pair.firstValue()).winRate(),
                        second.get(pair.secondValue()).winRate());
                patterns.add(new PairPattern(
                        pair.first(),
                        pair.firstValue(),
                        pair.second(),
                        pair.secondValue(),
                        both.winners(),
                        both.meanWinnerReturn(),
                        both.winners() == 0 ? 0 : both.bestReturn(),
                        single == 0 ? null : both.winRate() / single,
                        Significance.of(both, all)));
            }
        }
    }
}
