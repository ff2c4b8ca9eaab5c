package dev.quarry.assessment;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.ParsedParameters;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import java.util.Map;

/**
 * What was searched: every combination of it was, or could have been, picked as the winner.
 *
 * @param indicators the series, with indicators shared by all that is run here
 * @param combinations the combinations that were tried
 * @param base raw parameters that apply where a combination has none; the commission of searches where it has none
 *     either
 * @param sample the sample of outcomes that was filled while it was swept; null where it has to be swept again
 */
public record Search(
        IndicatorCache indicators, Combinations combinations, Map<String, Object> base, OutcomeSample sample) {

    /** A search without a sample. */
    public Search(IndicatorCache indicators, Combinations combinations, Map<String, Object> base) {
        this(indicators, combinations, base, null);
    }

    /**
     * This search with the sample that was filled while it was swept; without it where the sample missed some
     * combinations.
     */
    public Search swept(OutcomeSample filled) {
        return new Search(indicators, combinations, base, filled);
    }

    /** A search of a whole grid. */
    public static Search of(IndicatorCache indicators, Grid grid, Map<String, Object> base) {
        return new Search(indicators, Combinations.all(grid), base);
    }

    /** How many combinations were tried. */
    public long size() {
        return combinations.size();
    }

    ParsedParameters parameters(long index) {
        return SweepPlan.of(combinations, base).parameters(combinations.grid().combination(index));
    }

    /** Parameters as they stand in a result row, base parameters included. */
    ParsedParameters parameters(Map<String, ?> raw) {
        return StrategyParameters.parse(combinations.grid().strategy(), raw, StrategyParameters.SEARCH_COMMISSION);
    }
}
