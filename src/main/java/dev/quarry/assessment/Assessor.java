package dev.quarry.assessment;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.BacktestResult;
import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.Performance;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.inference.BlockLength;
import dev.quarry.inference.BootstrapIntervals;
import dev.quarry.inference.Evidence;
import dev.quarry.inference.SharpeEstimate;
import dev.quarry.inference.Trials;
import dev.quarry.inference.Verdict;
import dev.quarry.series.Bars;
import java.util.Map;

/** Assesses winners of one search. */
public final class Assessor {

    /** The default seed: the same search on the same prices then gives the same assessment. */
    public static final long SEED = 1;

    /**
     * The version of the statistics and of the verdict's rules, to be raised with each change of them. Stored
     * assessments of another version are no longer shown.
     */
    public static final String METHOD = "3";

    /** 5 percent of one more than that is a whole number, so that the level can be met exactly. */
    private static final int SHIFTS = 499;

    private static final int RESAMPLES = 1000;
    private static final double CONFIDENCE = 0.95;
    private static final double DAYS_OF_YEAR = 365;

    private final Search search;
    private final SearchSample sample;
    private final long distinctTrials;
    private final long seed;
    private final Holding holding;

    /**
     * @param sample the sample of that search's outcomes
     * @param distinctTrials all distinct parameter sets ever tried on the series; 0 when not known
     * @param seed the seed of everything random here
     */
    public Assessor(Search search, SearchSample sample, long distinctTrials, long seed) {
        this.search = search;
        this.sample = sample;
        this.distinctTrials = distinctTrials;
        this.seed = seed;
        this.holding = Holding.of(search.indicators().bars());
    }

    /**
     * Assesses a winner.
     *
     * @param winner its raw parameters, base parameters included
     * @param checkpoint called between steps, some milliseconds apart at most; what it throws is passed on
     * @throws dev.quarry.strategy.InvalidParametersException when the winner cannot be run
     */
    public Assessment assess(Map<String, ?> winner, Runnable checkpoint) {
        Bars bars = search.indicators().bars();
        StrategyParameters parameters = search.parameters(winner).orThrow();
        checkpoint.run();
        BacktestResult result = Backtest.run(search.indicators(), parameters);
        double[] returns = DailyReturns.of(
                bars, result.markToMarketCurve(), parameters.account().cash());
        double perYear = DailyReturns.perYear(bars);
        SharpeEstimate sharpe = SharpeEstimate.of(returns);
        Trials trials = sample.trials();
        long tried = sample.allTrials(distinctTrials);
        checkpoint.run();
        BootstrapIntervals intervals =
                BootstrapIntervals.of(returns, BlockLength.automatic(returns), RESAMPLES, CONFIDENCE, seed);
        checkpoint.run();
        CostStress costs = CostStress.of(
                search.indicators(), parameters, result.statistics().totalReturnPercent());
        Rotation rotation = Rotation.of(bars, result.trades(), SHIFTS, seed);
        checkpoint.run();
        double luck = sample.luckProbability(returns);
        Evidence evidence = new Evidence(
                result.trades().size(),
                sharpe,
                tried,
                trials,
                perYear,
                luck,
                rotation.pValue(),
                costs.returnPercentAt2x() / 100);
        double daysOfReturn = DAYS_OF_YEAR / perYear;
        return new Assessment(
                Verdict.of(evidence),
                result.trades().size(),
                Performance.of(bars, result),
                luck,
                sharpe.probabilityAbove(0),
                evidence.deflatedSharpe(),
                tried,
                trials.count(),
                trials.expectedMaximumSharpe() * Math.sqrt(perYear),
                sharpe.minimumTrackRecord(0, CONFIDENCE) * daysOfReturn,
                sharpe.recordToDeflate(trials, CONFIDENCE) * daysOfReturn,
                sample,
                intervals.totalReturn().times(100),
                intervals.sharpe().times(Math.sqrt(perYear)),
                intervals.maxDrawdown().times(100),
                costs,
                holding,
                rotation,
                seed);
    }
}
