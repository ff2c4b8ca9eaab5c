package dev.quarry.strategies;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.Strategy;
import dev.quarry.sweep.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a grid says and may not mean, known without prices. */
final class GridWarnings {

    private GridWarnings() {}

    /** @param most what a search accepts */
    static List<String> of(Grid grid, Map<String, Object> params, long most) {
        List<String> warnings = new ArrayList<>();
        if (grid.size() > most) {
            warnings.add(String.format(
                    Locale.ROOT, "the grid has %,d combinations, a search accepts at most %,d", grid.size(), most));
        }
        ParameterReader values = new ParameterReader(StrategyParameters.withDefaults(grid.strategy(), params));
        StrategyParameters.parameters(grid.strategy())
                .filter(parameter -> grid.has(parameter.name()))
                .forEach(parameter -> parameter.needed().stream()
                        .filter(need -> !grid.has(need.parameter().name()))
                        .filter(need -> !need.parameter().read(values).equals(need.value()))
                        .findFirst()
                        .ifPresent(need -> warnings.add(withoutEffect(grid.strategy(), parameter, need))));
        return warnings;
    }

    private static String withoutEffect(Strategy strategy, Parameter<?> parameter, Parameter.Needed need) {
        return String.format(
                Locale.ROOT,
                "the grid varies `%s`, which has no effect unless `%s` is %s: set it in the parameters, or %s",
                parameter.name(),
                need.parameter().name(),
                String.valueOf(need.value()).toLowerCase(Locale.ROOT),
                strategy.isPrunedAsReference()
                        ? "all its values are tested to the same end"
                        : "only the first of its values is tested");
    }
}
