package dev.quarry.strategies;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.evaluation.Estimate;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a search would cost, without searching. */
final class GridCosts {

    /**
     * Measured on 9,399 bars of half an hour with grids of five definitions: channels with and without exits, pairs of averages, RSI
     * with thresholds, and one of two timeframes. The sum of both is from a third of their times to three times as much, and far too
     * much where rules seldom hold.
     */
    private static final double SECONDS_A_STEP = 10e-9;

    private static final double SECONDS_A_COMBINATION_AND_BAR = 5e-9;

    private GridCosts() {}

    /** @param bars on how many bars; 0 where none are known */
    static CheckAnswer.GridCost of(
            CatalogedStrategy strategy,
            StrategyParameters parameters,
            Grid grid,
            Optional<Timeframe> timeframe,
            int bars,
            Runnable checkpoint) {
        long distinct = Combinations.distinct(grid, checkpoint).size();
        if (strategy.definition().isEmpty() || bars == 0) {
            return new CheckAnswer.GridCost(grid.size(), distinct, null, null, null);
        }
        Definition definition = strategy.definition().get();
        Estimate estimate = Estimate.of(
                definition.roots(), taken(definition, parameters, grid.values()), timeframe.orElseThrow(), bars);
        double seconds = estimate.operations() * SECONDS_A_STEP + SECONDS_A_COMBINATION_AND_BAR * distinct * bars;
        return new CheckAnswer.GridCost(grid.size(), distinct, estimate.columns(), (long) estimate.bytes(), seconds);
    }

    /** The values that each parameter takes: those of the grid, else its one value. */
    static Map<String, List<?>> taken(
            Definition definition, StrategyParameters parameters, Map<String, ? extends List<?>> grid) {
        Map<String, List<?>> taken = new HashMap<>();
        parameters.strategy().parameters().forEach(parameter -> {
            if (definition.parameters().containsKey(parameter.name())) {
                List<?> values = grid.get(parameter.name());
                taken.put(parameter.name(), values == null ? List.of(parameter.written(parameters.values())) : values);
            }
        });
        return taken;
    }
}
