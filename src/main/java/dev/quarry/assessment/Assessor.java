package dev.quarry.assessment;

import dev.quarry.backtest.Backtest;
import dev.quarry.backtest.BacktestResult;
import dev.quarry.backtest.Bars;
import dev.quarry.backtest.DailyReturns;
import dev.quarry.backtest.Performance;
import dev.quarry.backtest.StrategyParameters;
import dev.quarry.inference.BlockLength;
import dev.quarry.inference.BootstrapIntervals;
import dev.quarry.inference.Evidence;
import dev.quarry.inference.SharpeEstimate;
import dev.quarry.inference.Trials;
import dev.quarry.inference.Verdict;
import java.util.Map;

/** Assesses winners of one search. */
public final class Assessor {

    /** What everybody takes who has no reason to take another: the same search on the same prices then says the same. */
    public static final long SEED = 1;

    /** One more times 5 percent is a whole number, so that the level can be met exactly. */
    private static final int RANDOM_RUNS = 139;

    private static final int RESAMPLES = 1000;
    private static final double CONFIDENCE = 0.95;
    private static final double DAYS_OF_YEAR = 365;

    private final Search search;
    private final Peers peers;
    private final Holding holding;

    /** @param peers of that search */
    public Assessor(Search search, Peers peers) {
        this.search = search;
        this.peers = peers;
        this.holding = Holding.of(search.indicators().bars());
    }

    /**
     * Assesses a winner.
     *
     * @param winner its raw parameters, base parameters included
     * @param distinctTrials all distinct trials ever run on the series, see {@link Peers#trials}; 0 when not known
     * @param seed of everything random here
     * @param checkpoint called between steps, some milliseconds apart at most; what it throws comes out
     * @throws dev.quarry.backtest.InvalidParametersException when the winner cannot be run
     */
    public Assessment assess(Map<String, ?> winner, long distinctTrials, long seed, Runnable checkpoint) {
        Bars bars = search.indicators().bars();
        StrategyParameters parameters = Search.parameters(winner).orThrow();
        checkpoint.run();
        BacktestResult result = Backtest.run(search.indicators(), parameters);
        double[] returns = DailyReturns.of(
                bars, result.markToMarketCurve(), parameters.account().cash());
        double perYear = DailyReturns.perYear(bars);
        SharpeEstimate sharpe = SharpeEstimate.of(returns);
        Trials trials = peers.trials(distinctTrials);
        checkpoint.run();
        BootstrapIntervals intervals =
                BootstrapIntervals.of(returns, BlockLength.automatic(returns), RESAMPLES, CONFIDENCE, seed);
        checkpoint.run();
        CostStress costs = CostStress.of(
                search.indicators(), parameters, result.statistics().totalReturnPercent());
        RandomEntries random =
                RandomEntries.of(search.indicators(), parameters, result.trades(), RANDOM_RUNS, seed, checkpoint);
        Evidence evidence = Evidence.of(result.trades().size(), sharpe, trials, perYear)
                .withOverfitting(peers.overfitting().probability())
                .withDataSnooping(peers.superiority().consistent())
                .withRandomEntries(random.pValue())
                .withReturnAtDoubleCommission(costs.returnPercentAt2x() / 100);
        double daysOfReturn = DAYS_OF_YEAR / perYear;
        return new Assessment(
                Verdict.of(evidence),
                result.trades().size(),
                Performance.of(bars, result),
                sharpe.probabilityAbove(0),
                evidence.deflatedSharpe(),
                peers.allTrials(distinctTrials),
                trials.count(),
                trials.expectedMaximumSharpe() * Math.sqrt(perYear),
                sharpe.minimumTrackRecord(0, CONFIDENCE) * daysOfReturn,
                sharpe.minimumTrackRecord(trials.expectedMaximumSharpe(), CONFIDENCE) * daysOfReturn,
                peers,
                intervals.totalReturn().times(100),
                intervals.sharpe().times(Math.sqrt(perYear)),
                intervals.maxDrawdown().times(100),
                costs,
                holding,
                random,
                seed);
    }
}
