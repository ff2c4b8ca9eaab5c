package dev.quarry.assessment;

import dev.quarry.backtest.Bars;
import dev.quarry.backtest.Timeframe;
import java.util.Random;

/** Made-up series of 30-minute bars, from a seed: with nothing to be found in them, or with something. */
final class Markets {

    static final int BARS = 9_400;

    private Markets() {}

    /** A random walk: nothing that was tells anything about what comes. */
    static Bars noise(long seed) {
        return bars(seed, 0);
    }

    /** Prices that are pulled back to where they come from, so that selling a spike and buying a dip pays. */
    static Bars reverting(long seed) {
        return bars(seed, 0.2);
    }

    private static Bars bars(long seed, double pull) {
        Random random = new Random(seed);
        long[] openTime = new long[BARS];
        double[][] columns = new double[5][BARS];
        double away = 0;
        double previous = 100;
        for (int i = 0; i < BARS; i++) {
            openTime[i] = i * Timeframe.M30.millis();
            away += 0.004 * random.nextGaussian() - pull * away;
            double close = 100 * Math.exp(away);
            columns[0][i] = previous;
            columns[1][i] = Math.max(previous, close) * (1 + 0.001 * random.nextDouble());
            columns[2][i] = Math.min(previous, close) * (1 - 0.001 * random.nextDouble());
            columns[3][i] = close;
            columns[4][i] = 1;
            previous = close;
        }
        return new Bars(Timeframe.M30, openTime, columns[0], columns[1], columns[2], columns[3], columns[4]);
    }
}
