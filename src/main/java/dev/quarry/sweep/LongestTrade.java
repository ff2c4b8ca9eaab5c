package dev.quarry.sweep;

import dev.quarry.engine.ParsedParameters;
import dev.quarry.engine.StrategyParameters;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** How long a trade of any combination of a grid may last. */
public final class LongestTrade {

    private static final String LIMIT = "max_bars_in_trade";
    private static final int BETWEEN_CHECKPOINTS = 1024;

    private LongestTrade() {}

    /**
     * Bars from entry to exit at most; empty when a combination has no limit.
     *
     * @param base parameters that hold where the grid has none
     * @param checkpoint is called often; what it throws ends the work
     */
    public static OptionalInt bars(Grid grid, Map<String, Object> base, Runnable checkpoint) {
        List<Object> limits = grid.has(LIMIT) ? grid.values().get(LIMIT) : Collections.singletonList(base.get(LIMIT));
        boolean given = grid.has(LIMIT) || base.containsKey(LIMIT);
        int most = 1;
        for (int i = 0; i < limits.size(); i++) {
            if (i % BETWEEN_CHECKPOINTS == 0) {
                checkpoint.run();
            }
            ParsedParameters parsed = StrategyParameters.parse(
                    given ? Collections.singletonMap(LIMIT, limits.get(i)) : Map.of(),
                    StrategyParameters.SEARCH_COMMISSION);
            if (parsed.valid()) {
                OptionalInt limit = parsed.orThrow().exit().maxBars();
                if (limit.isEmpty()) {
                    return OptionalInt.empty();
                }
                most = Math.max(most, limit.getAsInt());
            }
        }
        return OptionalInt.of(most);
    }
}
