package dev.quarry.sweep;

import dev.quarry.engine.SharedSettings;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.strategy.ParameterReader;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** How long a trade of any combination of a grid may last. */
public final class LongestTrade {

    private static final int BETWEEN_CHECKPOINTS = 1024;

    private LongestTrade() {}

    /**
     * Bars from entry to exit at most; empty when a combination has no limit.
     *
     * @param base parameters that hold where the grid has none
     * @param checkpoint is called often; what it throws ends the work
     */
    public static OptionalInt bars(Grid grid, Map<String, Object> base, Runnable checkpoint) {
        String name = SharedSettings.MAX_BARS.name();
        if (!grid.has(name)) {
            return SharedSettings.MAX_BARS.read(
                    new ParameterReader(StrategyParameters.withDefaults(grid.strategy(), base)));
        }
        List<Object> limits = grid.values().get(name);
        int most = 1;
        for (int i = 0; i < limits.size(); i++) {
            if (i % BETWEEN_CHECKPOINTS == 0) {
                checkpoint.run();
            }
            ParameterReader reader = new ParameterReader(Collections.singletonMap(name, limits.get(i)));
            OptionalInt limit = SharedSettings.MAX_BARS.read(reader);
            if (reader.faults().isEmpty()) {
                if (limit.isEmpty()) {
                    return OptionalInt.empty();
                }
                most = Math.max(most, limit.getAsInt());
            }
        }
        return OptionalInt.of(most);
    }
}
