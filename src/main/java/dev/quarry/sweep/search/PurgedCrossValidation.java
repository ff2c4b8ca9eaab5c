package dev.quarry.sweep.search;

import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.SeriesPart;
import dev.quarry.engine.Stretches;
import dev.quarry.series.Bars;
import dev.quarry.strategy.NumberRange;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.sweep.SweepPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Combinatorial purged cross-validation: M. López de Prado (2018), "Advances in Financial Machine Learning", chapter 12. The
 * series is cut into N groups of whole days. Each way to choose k of them is a split: a grid search over the other groups,
 * whose best combination is tried on the chosen ones. There are {@code C(N, k)} splits, each group is tested in
 * {@code φ = k/N · C(N, k)} of them, and so φ paths run through the whole series, none of which was chosen on what it shows.
 *
 * <p>Purging and embargo (chapter 7): no training position is opened on the last bars before a group that is tested, as many
 * as the longest trade of any combination may last, nor on the first bars after one. Positions of combinations whose trades
 * have no longest length are closed before the group begins. Indicators see all bars before the one they are of, as they do in
 * trading.
 *
 * @param groups N
 * @param testGroups k, less than N
 * @param embargoPercent bars after a tested group that are not trained on, in percent of all bars
 */
public record PurgedCrossValidation(int groups, int testGroups, double embargoPercent) {

    public static final int MAX_SPLITS = 500;

    private static final int MAX_GROUPS = 32;
    private static final double MAX_EMBARGO_PERCENT = 20;
    private static final List<String> NAMES = List.of("groups", "test_groups", "embargo_pct");

    /** Days, at least, of a group: a Sharpe ratio needs two returns. */
    private static final int FEWEST_DAYS = 2;

    /** Bars from {@code from} to {@code to}, exclusively. */
    public record Group(int from, int to) {}

    /**
     * Reads the settings by their names in the REST contract; null is as good as absent. Faults stay with the reader.
     */
    public static PurgedCrossValidation read(ParameterReader reader) {
        reader.refuseOthersThan(NAMES);
        PurgedCrossValidation read = new PurgedCrossValidation(
                reader.wholeLimit("groups", OptionalInt.empty(), 3, MAX_GROUPS).orElse(6),
                reader.wholeLimit("test_groups", OptionalInt.empty(), 1, MAX_GROUPS - 1)
                        .orElse(2),
                reader.limit("embargo_pct", OptionalDouble.empty(), NumberRange.between(0, MAX_EMBARGO_PERCENT))
                        .orElse(1));
        if (!reader.faults().isEmpty()) {
            return read;
        }
        if (read.testGroups >= read.groups) {
            reader.fault(
                    "test_groups",
                    String.format(
                            Locale.ROOT,
                            "must be less than groups, which is %d: what is left is trained on",
                            read.groups));
        } else if (read.splits() > MAX_SPLITS) {
            reader.fault(
                    "groups",
                    String.format(
                            Locale.ROOT,
                            "of which %d are tested make %,d splits, each of them a search; at most %d are allowed",
                            read.testGroups,
                            read.splits(),
                            MAX_SPLITS));
        }
        return read;
    }

    /** How many splits there are, {@code C(N, k)}. */
    public long splits() {
        long ways = 1;
        for (int i = 1; i <= testGroups; i++) {
            ways = ways * (groups - testGroups + i) / i;
        }
        return ways;
    }

    /** How many paths the tests make, φ. */
    public int paths() {
        return (int) (splits() * testGroups / groups);
    }

    /** What is tested in each split, numbers of groups from 0, ascending; in lexicographic order. */
    public List<List<Integer>> tested() {
        List<List<Integer>> all = new ArrayList<>();
        choose(0, List.of(), all);
        return all;
    }

    private void choose(int from, List<Integer> chosen, List<List<Integer>> all) {
        if (chosen.size() == testGroups) {
            all.add(chosen);
            return;
        }
        for (int group = from; group <= groups - testGroups + chosen.size(); group++) {
            List<Integer> longer = new ArrayList<>(chosen);
            longer.add(group);
            choose(group + 1, List.copyOf(longer), all);
        }
    }

    /** The groups: each has a whole number of days, as nearly the same as can be. */
    public List<Group> groups(Bars bars) {
        int[] ends = DailyReturns.dayEnds(bars);
        List<Group> made = new ArrayList<>();
        int from = 0;
        for (int group = 1; group <= groups; group++) {
            int days = (int) ((long) ends.length * group / groups);
            int to = days == 0 ? 0 : ends[days - 1];
            made.add(new Group(from, to));
            from = to;
        }
        return made;
    }

    /** How many of that many bars are not trained on after a tested group. */
    public int embargo(int bars) {
        return (int) Math.ceil(bars * embargoPercent / 100);
    }

    /**
     * Where a split may trade in training.
     *
     * @param all the groups of the series
     * @param tested numbers of those that are tested
     * @param purge bars before a tested group on which no position is opened
     */
    public Stretches training(List<Group> all, List<Integer> tested, int purge) {
        int bars = all.get(all.size() - 1).to();
        BitSet entries = new BitSet(bars);
        entries.set(0, bars);
        BitSet last = new BitSet(bars);
        for (int number : tested) {
            Group group = all.get(number);
            entries.clear(Math.max(0, group.from() - purge), Math.min(bars, group.to() + embargo(bars)));
            if (group.from() > 0) {
                last.set(group.from() - 1);
                entries.clear(group.from() - 1);
            }
        }
        return new Stretches(entries, last);
    }

    /** What is to be said of a series that is too short for these settings; empty when it is not. */
    public Optional<String> complaint(Bars bars, int purge) {
        int days = DailyReturns.dayEnds(bars).length;
        if (days < FEWEST_DAYS * groups) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%d days are too few for %d groups of %d days or more: choose a longer range or fewer groups",
                    days,
                    groups,
                    FEWEST_DAYS));
        }
        List<Group> all = groups(bars);
        boolean trains = tested().stream()
                .noneMatch(tested -> training(all, tested, purge).entries().isEmpty());
        return trains
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "groups of about %d bars leave nothing to train on between a purge of %d bars (the longest trade,"
                                + " max_bars_in_trade) and an embargo of %d: choose a longer range, fewer groups to test or"
                                + " shorter trades",
                        bars.size() / groups,
                        purge,
                        embargo(bars.size())));
    }

    /**
     * The searches of all splits.
     *
     * @param purge see {@link #training}
     */
    public Trainings trainings(Bars bars, int purge) {
        List<Group> all = groups(bars);
        List<List<Integer>> tested = tested();
        return new Trainings(tested.size(), k -> new SeriesPart.Traded(training(all, tested.get(k), purge)));
    }

    /**
     * Tries what was chosen on the groups that it was not chosen on.
     *
     * @param trained what each of the {@link #trainings} found
     * @param checkpoint is called before each test; what it throws ends the work
     */
    public PurgedCrossValidationResult test(
            IndicatorCache series, SweepPlan plan, int purge, List<GridSearch.Result> trained, Runnable checkpoint) {
        List<Group> all = groups(series.bars());
        List<List<Integer>> tested = tested();
        List<PurgedCrossValidationResult.Split> splits = IntStream.range(0, tested.size())
                .mapToObj(k -> new PurgedCrossValidationResult.Split(
                        tested.get(k),
                        training(all, tested.get(k), purge).entries().cardinality(),
                        trained.get(k).best().stream().findFirst().orElse(null)))
                .toList();
        return new PurgedCrossValidationResult(
                all,
                purge,
                embargo(series.bars().size()),
                splits,
                new GroupTests(series, plan, all).of(splits, checkpoint));
    }
}
