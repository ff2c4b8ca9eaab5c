package dev.quarry.strategies;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.search.SearchCost;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.evaluation.Estimate;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import java.util.Optional;

/** What a search would cost, without searching. */
final class GridCosts {

    private GridCosts() {}

    /** @param bars on how many bars; 0 where none are known */
    static CheckAnswer.GridCost of(
            CatalogedStrategy strategy,
            StrategyParameters parameters,
            Grid grid,
            Optional<Timeframe> timeframe,
            int bars,
            Runnable checkpoint) {
        long distinct =
                Combinations.distinct(grid, parameters.toMap(), checkpoint).size();
        if (!(strategy.strategy() instanceof DefinedStrategy defined) || bars == 0) {
            return new CheckAnswer.GridCost(grid.size(), distinct, null, null, null);
        }
        Estimate estimate = defined.estimate(parameters.toMap(), grid.values(), timeframe.orElseThrow(), bars);
        double seconds = SearchCost.of(estimate, distinct, bars).sweep();
        return new CheckAnswer.GridCost(grid.size(), distinct, estimate.columns(), (long) estimate.bytes(), seconds);
    }
}
