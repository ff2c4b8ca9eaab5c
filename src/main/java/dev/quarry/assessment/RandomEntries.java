package dev.quarry.assessment;

import dev.quarry.backtest.Backtest;
import dev.quarry.backtest.IndicatorCache;
import dev.quarry.backtest.Indicators;
import dev.quarry.backtest.Side;
import dev.quarry.backtest.StrategyParameters;
import dev.quarry.backtest.Trade;
import dev.quarry.inference.NullDistribution;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What the strategy's exits, stops and sizing earn with as many entries of each side at random bars: what is left of its
 * result is owed to the moment of its entries. Bars before the indicators exist are not drawn. Without trades there is
 * nothing to compare: no runs, NaN.
 *
 * @param runs random runs
 * @param pValue probability that entries at random do at least as well, 0..1 ({@link NullDistribution#pValue})
 * @param returnPercentAt5 total return, percent, below which 5 percent of the random runs lie
 * @param returnPercentAt25 the same for 25 percent
 * @param returnPercentAt50 the median
 * @param returnPercentAt75 the same for 75 percent
 * @param returnPercentAt95 the same for 95 percent
 */
public record RandomEntries(
        int runs,
        double pValue,
        double returnPercentAt5,
        double returnPercentAt25,
        double returnPercentAt50,
        double returnPercentAt75,
        double returnPercentAt95) {

    static RandomEntries of(
            IndicatorCache cache,
            StrategyParameters parameters,
            List<Trade> trades,
            int runs,
            long seed,
            Runnable checkpoint) {
        int size = cache.bars().size();
        int first = Math.min(warmFrom(cache.indicators(parameters), size), size - trades.size());
        int[] bars = IntStream.range(first, size).toArray();
        int shorts = (int) trades.stream().filter(t -> t.side() == Side.SHORT).count();
        int longs = trades.size() - shorts;
        int drawn = trades.isEmpty() ? 0 : runs;
        double cash = parameters.account().cash();
        double[] returns = new double[drawn];
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < drawn; run++) {
            checkpoint.run();
            returns[run] = returnPercent(
                    Backtest.trades(cache, parameters, new RandomEntrySource(bars, shorts, longs, random)), cash);
        }
        NullDistribution distribution = NullDistribution.of(returns);
        return new RandomEntries(
                drawn,
                drawn == 0 ? Double.NaN : distribution.pValue(returnPercent(trades, cash)),
                distribution.quantile(0.05),
                distribution.quantile(0.25),
                distribution.quantile(0.5),
                distribution.quantile(0.75),
                distribution.quantile(0.95));
    }

    private static double returnPercent(List<Trade> trades, double cash) {
        return trades.isEmpty() ? 0 : (trades.get(trades.size() - 1).equityAfter() / cash - 1) * 100;
    }

    /** The first bar at which all indicators have a value; the first of all when there is no such bar. */
    private static int warmFrom(Indicators indicators, int size) {
        for (int bar = 0; bar < size; bar++) {
            double sum = indicators.strength().average()[bar]
                    + indicators.bollinger().upper()[bar]
                    + indicators.keltner().upper()[bar];
            if (!Double.isNaN(sum)) {
                return bar;
            }
        }
        return 0;
    }
}
