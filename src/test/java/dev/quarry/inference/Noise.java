package dev.quarry.inference;

import java.util.Random;

/** Made-up returns from a seed. */
final class Noise {

    private Noise() {}

    /** Independent normal returns. */
    static double[] normal(int observations, double mean, double deviation, long seed) {
        return normal(observations, mean, deviation, new Random(seed));
    }

    /** Independent normal returns of several strategies. */
    static double[][] strategies(int strategies, int observations, double mean, double deviation, long seed) {
        Random random = new Random(seed);
        double[][] returns = new double[strategies][];
        for (int k = 0; k < strategies; k++) {
            returns[k] = normal(observations, mean, deviation, random);
        }
        return returns;
    }

    /** A first-order autoregression around 0 with normal shocks of deviation 1. */
    static double[] autoregression(int observations, double coefficient, long seed) {
        Random random = new Random(seed);
        double[] series = new double[observations];
        double value = random.nextGaussian() / Math.sqrt(1 - coefficient * coefficient);
        for (int t = 0; t < observations; t++) {
            value = coefficient * value + random.nextGaussian();
            series[t] = value;
        }
        return series;
    }

    static double[] scaled(double[] series, double factor) {
        double[] scaled = series.clone();
        for (int t = 0; t < scaled.length; t++) {
            scaled[t] *= factor;
        }
        return scaled;
    }

    private static double[] normal(int observations, double mean, double deviation, Random random) {
        double[] returns = new double[observations];
        for (int t = 0; t < observations; t++) {
            returns[t] = mean + deviation * random.nextGaussian();
        }
        return returns;
    }
}
