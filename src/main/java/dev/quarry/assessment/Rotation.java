package dev.quarry.assessment;

import dev.quarry.engine.Trade;
import dev.quarry.inference.NullDistribution;
import dev.quarry.series.Bars;
import dev.quarry.strategy.Side;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the strategy's own positions would have gained at other times: all of them are shifted by the same number of
 * bars, with the series closed to a circle, so that sides, sizes, lengths and distances stay as they are and only the
 * moment differs. Both sides are measured from close to close, without costs. Without trades there is nothing to
 * compare: no shifts, NaN.
 *
 * @param shifts how many there were
 * @param pValue probability that another moment does at least as well, 0..1 ({@link NullDistribution#pValue})
 * @param gainPercent sum over the trades of the price's move in their favour times their leverage, percent
 * @param gainPercentAt5 the gain below which 5 percent of the shifts lie
 * @param gainPercentAt50 the median
 * @param gainPercentAt95 the same for 95 percent
 */
public record Rotation(
        int shifts,
        double pValue,
        double gainPercent,
        double gainPercentAt5,
        double gainPercentAt50,
        double gainPercentAt95) {

    static Rotation of(Bars bars, List<Trade> trades, int shifts, long seed) {
        double[] logCloses = new double[bars.size()];
        for (int bar = 0; bar < logCloses.length; bar++) {
            logCloses[bar] = Math.log(bars.close()[bar]);
        }
        int drawn = trades.isEmpty() || logCloses.length < 2 ? 0 : shifts;
        double[] gains = new double[drawn];
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < drawn; k++) {
            gains[k] = gainPercent(logCloses, trades, 1 + random.nextInt(logCloses.length - 1));
        }
        NullDistribution others = NullDistribution.of(gains);
        double gain = drawn == 0 ? Double.NaN : gainPercent(logCloses, trades, 0);
        return new Rotation(
                drawn,
                drawn == 0 ? Double.NaN : others.pValue(gain),
                gain,
                others.quantile(0.05),
                others.quantile(0.5),
                others.quantile(0.95));
    }

    private static double gainPercent(double[] logCloses, List<Trade> trades, int shift) {
        int size = logCloses.length;
        double gain = 0;
        for (Trade trade : trades) {
            int entry = trade.entryBar() + shift;
            int exit = trade.exitBar() + shift;
            double move;
            if (exit < size || entry >= size) {
                move = logCloses[exit % size] - logCloses[entry % size];
            } else {
                move = logCloses[size - 1] - logCloses[entry] + logCloses[exit - size] - logCloses[0];
            }
            gain += (trade.side() == Side.LONG ? move : -move) * trade.effectiveLeverage();
        }
        return gain * 100;
    }
}
