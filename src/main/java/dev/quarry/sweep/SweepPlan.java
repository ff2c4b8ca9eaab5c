package dev.quarry.sweep;

import dev.quarry.engine.ParsedParameters;
import dev.quarry.engine.Statistics;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.strategy.Strategy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * What a sweep runs.
 *
 * @param combinations which combinations, in grid order
 * @param base raw parameters that hold where the combination has none
 * @param defaultCommission commission where neither gives one, a fraction of the notional for each leg
 * @param skip indexes of combinations that are not run and give no result; asked once for each, in grid order, on the
 *     thread that runs the sweep
 */
public record SweepPlan(
        Combinations combinations, Map<String, Object> base, double defaultCommission, LongPredicate skip) {

    private static final LongPredicate NOTHING = index -> false;

    /** Runs all these combinations, with the commission that searches default to. */
    public static SweepPlan of(Combinations combinations, Map<String, Object> base) {
        return new SweepPlan(combinations, base, StrategyParameters.SEARCH_COMMISSION, NOTHING);
    }

    /** The same, but for the combinations with these indexes. */
    public SweepPlan skipping(LongPredicate skipped) {
        return new SweepPlan(combinations, base, defaultCommission, skipped);
    }

    /** The same of these combinations of the grid. */
    public SweepPlan of(Combinations some) {
        return new SweepPlan(some, base, defaultCommission, skip);
    }

    /** The strategy that is swept. */
    public Strategy strategy() {
        return combinations.grid().strategy();
    }

    /** The raw parameters of a run: the base parameters overwritten by the combination, names in that order. */
    public Map<String, Object> raw(Combination combination) {
        Map<String, Object> raw = new LinkedHashMap<>(base);
        raw.putAll(combination.values());
        return raw;
    }

    /** Whether every combination is run, so that {@link #skip} needs no asking. */
    public boolean skipsNothing() {
        return skip == NOTHING;
    }

    /**
     * The combination of that index with what became of it.
     *
     * @param statistics null where it could not be run: the reason is told by the parser's own words
     */
    public CombinationResult result(long index, Statistics statistics) {
        Combination combination = combinations.grid().combination(index);
        return statistics == null
                ? CombinationResult.failed(combination, reason(combination))
                : CombinationResult.tested(combination, statistics);
    }

    private String reason(Combination combination) {
        try {
            parameters(combination).orThrow();
        } catch (RuntimeException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
        throw new IllegalStateException("combination " + combination.index() + " was taken for invalid");
    }

    /** The parameters of a run, or what is wrong with them. */
    public ParsedParameters parameters(Combination combination) {
        Map<String, Object> raw = new HashMap<>(base);
        raw.putAll(combination.values());
        return StrategyParameters.parse(strategy(), raw, defaultCommission);
    }
}
