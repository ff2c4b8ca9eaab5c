package dev.quarry.strategy.rsibands;

import dev.quarry.series.Bars;
import java.util.Arrays;

/**
 * RSI and its moving average, one value for each bar, 0 to 100; NaN while a window is not full, and where a window has
 * no loss at all (SPEC D).
 *
 * <p>Both are computed on 30-minute bins, [hh:00, hh:30) and [hh:30, hh+1:00) UTC, whose value is the last close in the
 * bin; empty bins are left out. Bars of 30 minutes and more are their own bins. A bar then takes the value of the latest
 * bin it may see, NaN included.
 */
public record RelativeStrength(double[] rsi, double[] average) {

    static final long BIN_MILLIS = 30 * 60_000L;

    public static RelativeStrength of(Bars bars, Rsi parameters, Runnable checkpoint) {
        int[] binOfBar = new int[bars.size()];
        long[] binStart = new long[bars.size()];
        double[] binClose = new double[bars.size()];
        int bins = 0;
        for (int i = 0; i < bars.size(); i++) {
            long start = Math.floorDiv(bars.openTime()[i], BIN_MILLIS) * BIN_MILLIS;
            if (bins == 0 || binStart[bins - 1] != start) {
                binStart[bins++] = start;
            }
            binClose[bins - 1] = bars.close()[i];
            binOfBar[i] = bins - 1;
        }
        double[] rsi = rsi(Arrays.copyOf(binClose, bins), parameters, checkpoint);
        double[] average = Averages.of(parameters.averageType(), rsi, parameters.averageLength(), checkpoint);

        if (parameters.visibility() == RsiVisibility.BIN_CLOSE) {
            for (int i = 0; i < bars.size(); i++) {
                long closeTime = bars.openTime()[i] + bars.timeframe().millis();
                if (closeTime < binStart[binOfBar[i]] + BIN_MILLIS) {
                    binOfBar[i]--;
                }
            }
        }
        return new RelativeStrength(spread(rsi, binOfBar), spread(average, binOfBar));
    }

    /** RSI = 100 − 100 / (1 + average gain / average loss), NaN where the average loss is 0. */
    private static double[] rsi(double[] closes, Rsi parameters, Runnable checkpoint) {
        double[] gain = new double[closes.length];
        double[] loss = new double[closes.length];
        for (int i = 0; i < closes.length; i++) {
            double change = i == 0 ? Double.NaN : closes[i] - closes[i - 1];
            gain[i] = Math.max(change, 0);
            loss[i] = Math.max(-change, 0);
        }
        double[] averageGain = smooth(gain, parameters, checkpoint);
        double[] averageLoss = smooth(loss, parameters, checkpoint);
        double[] rsi = new double[closes.length];
        for (int i = 0; i < rsi.length; i++) {
            rsi[i] = averageLoss[i] == 0 ? Double.NaN : 100 - 100 / (1 + averageGain[i] / averageLoss[i]);
        }
        return rsi;
    }

    private static double[] smooth(double[] values, Rsi parameters, Runnable checkpoint) {
        return parameters.smoothing() == RsiSmoothing.SIMPLE
                ? Averages.simple(values, parameters.length(), checkpoint)
                : Averages.wilder(values, parameters.length());
    }

    /** The value of each bar's bin; NaN for bars before the first visible bin. */
    private static double[] spread(double[] values, int[] binOfBar) {
        double[] result = new double[binOfBar.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = binOfBar[i] < 0 ? Double.NaN : values[binOfBar[i]];
        }
        return result;
    }

    /** The same without the bars before that one. */
    public RelativeStrength from(int bar) {
        return bar == 0 ? this : new RelativeStrength(Averages.from(rsi, bar), Averages.from(average, bar));
    }
}
