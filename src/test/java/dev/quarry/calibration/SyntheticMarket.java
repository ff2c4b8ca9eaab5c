package dev.quarry.calibration;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.util.SplittableRandom;

/**
 * Made-up prices of which it is known whether there is anything to be found in them. Bars have a close at each end and between
 * them the extremes of a Brownian bridge, as a market has that trades all the time: extremes that lie too near to the closes
 * would make stops and bands look better than they are. A year moves by 65 percent (one standard deviation).
 *
 * @param kind of prices
 * @param edge share of the variance that is pulled back to where it comes from, 0 to 1; 0 is no edge
 * @param timeframe of the bars
 * @param bars how many
 */
public record SyntheticMarket(Kind kind, double edge, Timeframe timeframe, int bars) {

    private static final double YEARLY_DEVIATION = 0.65;
    private static final double YEAR_MILLIS = 365 * 86_400_000.0;

    /** Share of the way back that is gone with each bar. */
    private static final double PULL = 0.1;

    private static final double WIDEST_SHOCK = 30;
    private static final double WILDEST_VARIANCE = 50;

    /** What moves the prices. */
    public enum Kind {
        /** Independent steps. */
        RANDOM_WALK,
        /** Quiet and wild times and rare great steps: GARCH(1,1) with Student's t of four degrees of freedom. */
        GARCH,
        /** A random walk that doubles in a year on average. */
        DRIFT,
        /** A random walk, and beside it a part that comes back. */
        REVERTING
    }

    /** 196 days of half hours. */
    public static SyntheticMarket halfHours(Kind kind, double edge) {
        return new SyntheticMarket(kind, edge, Timeframe.M30, 9_408);
    }

    /** Three years of four hours. */
    public static SyntheticMarket fourHours(Kind kind, double edge) {
        return new SyntheticMarket(kind, edge, Timeframe.H4, 6_570);
    }

    /** The same market for that many times as long. */
    public SyntheticMarket times(int longer) {
        return new SyntheticMarket(kind, edge, timeframe, bars * longer);
    }

    /** Prices from a seed; neighbouring seeds have nothing in common. */
    public Bars bars(long seed) {
        SplittableRandom random =
                new SplittableRandom(new SplittableRandom(seed ^ 0x5DEECE66DL).nextLong() + kind.ordinal());
        double deviation = YEARLY_DEVIATION / Math.sqrt(YEAR_MILLIS / timeframe.millis());
        double drift = kind == Kind.DRIFT ? Math.log(2) * timeframe.millis() / YEAR_MILLIS : 0;
        long[] openTime = new long[bars];
        double[][] columns = new double[5][bars];
        double walk = 0;
        double away = 0;
        double variance = 1;
        double previous = 100;
        for (int i = 0; i < bars; i++) {
            openTime[i] = i * timeframe.millis();
            double step = deviation;
            if (kind == Kind.GARCH) {
                double shock = Math.max(-WIDEST_SHOCK, Math.min(WIDEST_SHOCK, heavyTailed(random)));
                step = deviation * Math.sqrt(variance);
                walk += step * shock;
                variance = Math.min(WILDEST_VARIANCE, 0.03 + variance * (0.07 * shock * shock + 0.9));
            } else {
                walk += drift + deviation * Math.sqrt(1 - edge) * normal(random);
                away += deviation * Math.sqrt(edge) * normal(random) - PULL * away;
            }
            double close = 100 * Math.exp(walk + away);
            double move = Math.log(close / previous);
            columns[0][i] = previous;
            columns[1][i] = Math.max(Math.max(previous, close), previous * Math.exp(extreme(move, step, 1, random)));
            columns[2][i] = Math.min(Math.min(previous, close), previous * Math.exp(extreme(move, step, -1, random)));
            columns[3][i] = close;
            columns[4][i] = 1;
            previous = close;
        }
        return new Bars(timeframe, openTime, columns[0], columns[1], columns[2], columns[3], columns[4]);
    }

    /** The greatest or least value on the way of a Brownian bridge that ends at {@code move}. */
    private static double extreme(double move, double deviation, int sign, SplittableRandom random) {
        double spread = move * move - 2 * deviation * deviation * Math.log(1 - random.nextDouble());
        return (move + sign * Math.sqrt(spread)) / 2;
    }

    /** Student's t with four degrees of freedom and a variance of 1. */
    private static double heavyTailed(SplittableRandom random) {
        double squares = 0;
        double normal = normal(random);
        for (int k = 0; k < 4; k++) {
            double value = normal(random);
            squares += value * value;
        }
        return normal / Math.sqrt(squares / 4) / Math.sqrt(2);
    }

    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
