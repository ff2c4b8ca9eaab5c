package dev.quarry.assessment;

import dev.quarry.backtest.Backtest;
import dev.quarry.backtest.DailyReturns;
import dev.quarry.backtest.InvalidParametersException;
import dev.quarry.backtest.StrategyParameters;
import dev.quarry.inference.AverageCorrelation;
import dev.quarry.inference.BacktestOverfitting;
import dev.quarry.inference.BlockLength;
import dev.quarry.inference.ReturnStatistics;
import dev.quarry.inference.SuperiorPerformance;
import dev.quarry.inference.Trials;
import java.util.ArrayList;
import java.util.List;

/** Gathers the daily returns that {@link Peers} are told from. */
final class PeerReturns {

    private static final int RESAMPLES = 1000;

    private final Search search;
    private final long seed;
    private final Runnable checkpoint;
    private final List<double[]> sampled = new ArrayList<>();
    private int failed;

    PeerReturns(Search search, int sample, long seed, Runnable checkpoint) {
        if (sample < 1) {
            throw new IllegalArgumentException("a sample of " + sample);
        }
        this.search = search;
        this.seed = seed;
        this.checkpoint = checkpoint;
        for (long index : search.combinations().draw(sample, seed)) {
            checkpoint.run();
            take(index);
        }
    }

    private void take(long index) {
        try {
            sampled.add(returns(search.parameters(index).orThrow()));
        } catch (InvalidParametersException e) {
            failed++;
        }
    }

    private double[] returns(StrategyParameters parameters) {
        double[] curve = Backtest.run(search.indicators(), parameters).markToMarketCurve();
        return DailyReturns.of(
                search.indicators().bars(), curve, parameters.account().cash());
    }

    Peers peers() {
        int days = sampled.isEmpty() ? 0 : sampled.get(0).length;
        AverageCorrelation correlation = new AverageCorrelation(days);
        double[] ratios = new double[sampled.size()];
        for (int k = 0; k < ratios.length; k++) {
            ratios[k] = ReturnStatistics.sharpe(sampled.get(k));
            correlation.add(sampled.get(k));
        }
        int varying = (int) correlation.series();
        double[][] returns = sampled.toArray(double[][]::new);
        checkpoint.run();
        BacktestOverfitting overfitting = BacktestOverfitting.of(returns);
        checkpoint.run();
        double block = BlockLength.automatic(best(returns));
        return new Peers(
                search.size(),
                sampled.size(),
                failed,
                days,
                varying,
                varying < 2 ? Double.NaN : Trials.of(ratios).sharpeVariance(),
                correlation.value(),
                overfitting,
                SuperiorPerformance.test(returns, block, RESAMPLES, seed, checkpoint));
    }

    /** The returns with the greatest Sharpe ratio; none when no strategy has one. */
    private static double[] best(double[][] returns) {
        double[] best = {};
        double ratio = Double.NEGATIVE_INFINITY;
        for (double[] series : returns) {
            double own = ReturnStatistics.sharpe(series);
            if (own > ratio) {
                ratio = own;
                best = series;
            }
        }
        return best;
    }
}
