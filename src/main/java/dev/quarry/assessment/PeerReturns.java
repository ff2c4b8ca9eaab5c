package dev.quarry.assessment;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.inference.AverageCorrelation;
import dev.quarry.inference.BacktestOverfitting;
import dev.quarry.inference.BlockLength;
import dev.quarry.inference.LuckTest;
import dev.quarry.inference.MarketReturns;
import dev.quarry.inference.ReturnStatistics;
import dev.quarry.inference.SuperiorPerformance;
import dev.quarry.series.Bars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the daily returns from which a {@link SearchSample} is computed. */
final class PeerReturns {

    /** With this many resamples, the smallest possible probability is 0.002. */
    private static final int RESAMPLES = 499;

    private final Search search;
    private final long seed;
    private final Runnable checkpoint;
    private final int kept;
    private final OutcomeSample sample;
    private final MarketReturns market;
    private final List<double[]> compared = new ArrayList<>();
    private final Map<Long, double[]> sums = new LinkedHashMap<>();
    private final AverageCorrelation correlation;
    private final int days;

    PeerReturns(Search search, int kept, long seed, Runnable checkpoint) {
        if (kept < 2) {
            throw new IllegalArgumentException("a sample of " + kept);
        }
        this.search = search;
        this.seed = seed;
        this.checkpoint = checkpoint;
        this.kept = kept;
        double[] holding = DailyReturns.ofHolding(search.indicators().bars());
        this.market = new MarketReturns(holding);
        this.days = holding.length;
        this.correlation = new AverageCorrelation(days);
        this.sample = OutcomeSample.of(search, kept, seed, checkpoint);
        sample.indexes().forEach(this::take);
    }

    private void take(long hash, long index) {
        checkpoint.run();
        double[] returns = returns(search.parameters(index).orThrow());
        sums.put(hash, LuckTest.sums(market.beyond(returns)));
        correlation.add(returns);
        if (compared.size() < SearchSample.COMPARED) {
            compared.add(returns);
        }
    }

    private double[] returns(StrategyParameters parameters) {
        Bars bars = search.indicators().bars();
        double[] curve = Backtest.run(search.indicators(), parameters).markToMarketCurve();
        return DailyReturns.of(bars, curve, parameters.account().cash());
    }

    SearchSample sample(OutcomeSketch before) {
        int periods = LuckTest.periods(days);
        LuckTest luck = new LuckTest(periods, RESAMPLES, seed);
        sums.values().forEach(own -> {
            checkpoint.run();
            luck.add(own);
        });
        OutcomeSketch.Others others = before.others(sums, periods, kept);
        others.sums().values().forEach(other -> {
            checkpoint.run();
            luck.add(other);
        });
        double[][] returns = compared.toArray(double[][]::new);
        checkpoint.run();
        BacktestOverfitting overfitting = BacktestOverfitting.of(returns);
        checkpoint.run();
        double block = BlockLength.automatic(best(returns));
        return new SearchSample(
                search.size(),
                sample.distinct(),
                sums.size(),
                sample.failed(),
                days,
                correlation.value(),
                overfitting,
                SuperiorPerformance.test(returns, block, RESAMPLES, seed, checkpoint),
                market,
                luck,
                sample.distinct() + others.distinct(),
                before.with(sums));
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
