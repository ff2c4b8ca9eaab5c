package dev.quarry.patterns;

import dev.quarry.ledger.tally.ValueTallies;
import java.util.List;

/**
 * What a refresh finds besides the rules.
 *
 * @param values see {@link PatternFinder#values}
 * @param ranges see {@link PatternFinder#ranges}
 * @param pairs see {@link PatternFinder#pairs}
 */
public record Patterns(List<ValuePattern> values, List<RangePattern> ranges, List<PairPattern> pairs) {

    /** @param checkpoint called between tests, some milliseconds apart at most */
    static Patterns of(ValueTallies tallies, Runnable checkpoint) {
        PatternFinder finder = new PatternFinder(tallies, checkpoint);
        return new Patterns(finder.values(), finder.ranges(), finder.pairs());
    }
}
