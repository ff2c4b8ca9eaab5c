package dev.quarry.sweep.search;

import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.search.PurgedCrossValidation.Group;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a combinatorial purged cross-validation found.
 *
 * @param groups of the series
 * @param purge bars before a tested group on which training opened nothing
 * @param embargo the same after one
 * @param splits in lexicographic order of what they test
 * @param tests for each split the tests of its groups, in the order of {@link Split#tested}
 */
public record PurgedCrossValidationResult(
        List<Group> groups, int purge, int embargo, List<Split> splits, List<List<GroupTest>> tests) {

    public PurgedCrossValidationResult {
        groups = List.copyOf(groups);
        splits = List.copyOf(splits);
        tests = List.copyOf(tests);
    }

    /**
     * One split.
     *
     * @param tested groups that it tests, from 0, ascending
     * @param trainBars bars on which training could open a position
     * @param best the best combination of the training; null when none met the constraints
     */
    public record Split(List<Integer> tested, int trainBars, CombinationResult best) {

        /** Whether something was chosen. */
        public boolean ok() {
            return best != null;
        }
    }

    /**
     * A group back-tested with what was chosen without it.
     *
     * @param dailyReturns one for each of the group's days, fractions; 0 where nothing was chosen
     * @param trades closed trades
     */
    public record GroupTest(double[] dailyReturns, int trades) {}

    /**
     * How often a combination was chosen.
     *
     * @param values the parameters that vary
     * @param splits how many splits chose it
     */
    public record Choice(Map<String, Object> values, int splits) {}

    /** Splits in which some combination met the constraints. */
    public List<Split> okSplits() {
        return splits.stream().filter(Split::ok).toList();
    }

    /** The tests of each path, one for each group in their order: the path's number counts the splits that test the group. */
    public List<List<GroupTest>> paths() {
        List<List<GroupTest>> paths = new ArrayList<>();
        int[] before = new int[groups.size()];
        for (int k = 0; k < splits.size(); k++) {
            List<Integer> tested = splits.get(k).tested();
            for (int i = 0; i < tested.size(); i++) {
                int group = tested.get(i);
                int path = before[group]++;
                while (paths.size() <= path) {
                    paths.add(new ArrayList<>(Collections.nCopies(groups.size(), null)));
                }
                paths.get(path).set(group, tests.get(k).get(i));
            }
        }
        return paths;
    }

    /** What was chosen, the most frequent first; of equally frequent ones what comes first in the grid. */
    public List<Choice> choices() {
        Map<Long, List<CombinationResult>> chosen = new LinkedHashMap<>();
        for (Split split : okSplits()) {
            chosen.computeIfAbsent(split.best().combination().index(), index -> new ArrayList<>())
                    .add(split.best());
        }
        return chosen.values().stream()
                .sorted(Comparator.<List<CombinationResult>>comparingInt(same -> -same.size())
                        .thenComparingLong(same -> same.get(0).combination().index()))
                .map(same -> new Choice(same.get(0).combination().values(), same.size()))
                .toList();
    }
}
