package dev.quarry.inference;

import java.util.function.ToDoubleFunction;

/**
 * Leaves out one stretch of a series after another, each long enough to contain the dependence between neighbouring
 * values.
 */
final class BlockJackknife {

    private final double[] returns;
    private final int groups;

    /** @param blockLength about the length of a stretch; at least two stretches are made where there are two returns */
    BlockJackknife(double[] returns, double blockLength) {
        this.returns = returns;
        this.groups = (int) Math.min(returns.length, Math.max(2, Math.round(returns.length / blockLength)));
    }

    /**
     * The acceleration of a bias-corrected interval, Efron and Tibshirani (1993), eq. 14.15, with groups of neighbours
     * in place of single observations: {@code Σ(m − s)³ / (6·(Σ(m − s)²)^1.5)}, s the statistic without one group and m
     * their mean; 0 when they are all equal, NaN when one cannot be computed.
     */
    double acceleration(ToDoubleFunction<double[]> statistic) {
        double[] without = new double[groups];
        for (int g = 0; g < groups; g++) {
            without[g] = statistic.applyAsDouble(without(g));
        }
        double mean = ReturnStatistics.mean(without);
        double squares = 0;
        double cubes = 0;
        for (double value : without) {
            double difference = mean - value;
            squares += difference * difference;
            cubes += difference * difference * difference;
        }
        return squares == 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
    }

    private double[] without(int group) {
        int from = boundary(group);
        int to = boundary(group + 1);
        double[] rest = new double[returns.length - (to - from)];
        System.arraycopy(returns, 0, rest, 0, from);
        System.arraycopy(returns, to, rest, from, returns.length - to);
        return rest;
    }

    private int boundary(int group) {
        return (int) ((long) group * returns.length / groups);
    }
}
