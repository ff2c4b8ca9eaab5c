package dev.quarry.report;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.BacktestResult;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.forward.Winner;
import dev.quarry.forward.WinnerName;
import dev.quarry.forward.Winners;
import dev.quarry.platform.concurrent.TimeBudget;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.search.TestedPrices;
import dev.quarry.series.Bars;
import dev.quarry.strategy.InvalidParametersException;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import java.time.Duration;

/**
 * A winner that was run again on the prices that its search saw.
 *
 * @param prices those prices
 * @param bars of the tested range, at least one
 */
record RunAgain(Winner winner, TestedPrices prices, Bars bars, BacktestResult result) {

    /** How long the figures may take before a request is given up. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final String ADVICE = "Shorter windows of the indicators or a shorter range would help";

    /**
     * Runs it.
     *
     * @throws ProblemException 404 when there is no such winner; 409 when its prices or engine have changed; 503 when its
     *     figures take too long
     */
    static RunAgain of(Winners winners, WinnerName name, Duration longest) {
        Winner winner = winners.find(name);
        TestedPrices prices = winner.prices().get();
        TimeBudget budget = new TimeBudget(longest, ADVICE);
        IndicatorCache series = prices.indicators(budget);
        budget.run();
        try {
            BacktestResult result = Backtest.run(
                    series,
                    StrategyParameters.parse(
                                    winner.strategy().strategy(), winner.params(), StrategyParameters.SEARCH_COMMISSION)
                            .orThrow());
            return new RunAgain(winner, prices, series.bars(), result);
        } catch (InvalidParametersException | TooMuchMemoryException e) {
            throw new ProblemException(409, "Conflict", "It cannot be run any more: " + e.getMessage());
        }
    }
}
