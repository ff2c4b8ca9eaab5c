package dev.quarry.sweep;

import dev.quarry.strategy.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How many bars a series must have so that the indicators of at least the shortest combination of a grid have a value.
 *
 * @param parameter the window that decides; empty where there is none
 * @param bars its least length in the grid
 */
public record LeastBars(String parameter, int bars) {

    private static final int BETWEEN_CHECKPOINTS = 1024;

    /** What is to be said of a series of that length: nothing when it is long enough. */
    public Optional<String> complaint(int length) {
        return length >= bars
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%d bars are fewer than the indicators need (%s is at least %d): choose a longer range or shorter windows",
                        length,
                        parameter,
                        bars));
    }

    /**
     * The requirement of a grid whose values were checked.
     *
     * @param checkpoint is called often; what it throws ends the work
     */
    public static LeastBars of(Grid grid, Map<String, Object> base, Runnable checkpoint) {
        LeastBars greatest = new LeastBars("", 1);
        for (Parameter<?> window : grid.strategy().parameters()) {
            if (window.kind() != Parameter.Kind.WINDOW) {
                continue;
            }
            String name = window.name();
            List<Object> lengths = grid.has(name)
                    ? grid.values().get(name)
                    : List.of(base.containsKey(name) ? base.get(name) : window.absent());
            int least = Integer.MAX_VALUE;
            for (int i = 0; i < lengths.size(); i++) {
                if (i % BETWEEN_CHECKPOINTS == 0) {
                    checkpoint.run();
                }
                least = Math.min(least, (int) IndicatorWindows.length(lengths.get(i)));
            }
            if (least > greatest.bars()) {
                greatest = new LeastBars(name, least);
            }
        }
        return greatest;
    }
}
