package dev.quarry.sampler;

/**
 * A normal distribution that moves and stretches towards what did well (Hansen, The CMA Evolution Strategy: A Tutorial,
 * arXiv 1604.00772, equations 38 to 47 and table 1, with positive weights only).
 */
final class CovarianceAdaptation {

    private final int n;
    private final double[] leastDeviations;
    private final double[] weights;
    private final double effective;
    private final double cSigma;
    private final double dSigma;
    private final double cPath;
    private final double cOne;
    private final double cMu;
    private final double expectedLength;

    final int population;
    final double[] mean;
    private double sigma;
    private final double[][] covariance;
    private final double[] sigmaPath;
    private final double[] path;
    private SymmetricMatrix axes;
    private int generations;

    /**
     * @param mean where it begins
     * @param sigma how far from there
     * @param leastDeviations of each coordinate, below which rounding would hold it at one value
     */
    CovarianceAdaptation(double[] mean, double sigma, int population, double[] leastDeviations) {
        this.n = mean.length;
        this.mean = mean.clone();
        this.sigma = sigma;
        this.population = population;
        this.leastDeviations = leastDeviations;
        int parents = population / 2;
        this.weights = new double[parents];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < parents; i++) {
            weights[i] = StrictMath.log((population + 1) / 2.0) - StrictMath.log(i + 1.0);
            sum += weights[i];
        }
        for (int i = 0; i < parents; i++) {
            weights[i] /= sum;
            squares += weights[i] * weights[i];
        }
        this.effective = 1 / squares;
        this.cSigma = (effective + 2) / (n + effective + 5);
        this.dSigma = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + cSigma;
        this.cPath = (4 + effective / n) / (n + 4 + 2 * effective / n);
        this.cOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
        this.cMu = Math.min(1 - cOne, 2 * (effective - 2 + 1 / effective) / ((n + 2.0) * (n + 2.0) + effective));
        this.expectedLength = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
        this.sigmaPath = new double[n];
        this.path = new double[n];
        this.covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            covariance[i][i] = 1;
        }
        this.axes = new SymmetricMatrix(covariance);
    }

    /** Draws one. */
    double[] draw(Draws draws) {
        double[] x = mean.clone();
        for (int j = 0; j < n; j++) {
            double along = sigma * deviation(j) * draws.normal();
            for (int i = 0; i < n; i++) {
                x[i] += axes.vectors[i][j] * along;
            }
        }
        return x;
    }

    private double deviation(int axis) {
        return Math.sqrt(Math.max(axes.values[axis], 1e-20));
    }

    /** Learns from a generation, the best first. */
    void learn(double[][] ranked) {
        generations++;
        double[] step = new double[n];
        for (int k = 0; k < weights.length; k++) {
            for (int i = 0; i < n; i++) {
                step[i] += weights[k] * (ranked[k][i] - mean[i]) / sigma;
            }
        }
        double[] whitened = whitened(step);
        double length = 0;
        for (int i = 0; i < n; i++) {
            sigmaPath[i] = (1 - cSigma) * sigmaPath[i] + Math.sqrt(cSigma * (2 - cSigma) * effective) * whitened[i];
            length += sigmaPath[i] * sigmaPath[i];
        }
        length = Math.sqrt(length);
        boolean moving = length / Math.sqrt(1 - StrictMath.pow(1 - cSigma, 2.0 * generations))
                < (1.4 + 2.0 / (n + 1)) * expectedLength;
        for (int i = 0; i < n; i++) {
            path[i] = (1 - cPath) * path[i] + (moving ? Math.sqrt(cPath * (2 - cPath) * effective) * step[i] : 0);
        }
        adapt(ranked, moving);
        for (int i = 0; i < n; i++) {
            mean[i] += sigma * step[i];
        }
        sigma *= StrictMath.exp(Math.min(1, cSigma / dSigma * (length / expectedLength - 1)));
        keepApart();
        axes = new SymmetricMatrix(covariance);
    }

    private void adapt(double[][] ranked, boolean moving) {
        double kept = 1 - cOne - cMu + (moving ? 0 : cOne * cPath * (2 - cPath));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * (ranked[k][i] - mean[i]) * (ranked[k][j] - mean[j]) / (sigma * sigma);
                }
                covariance[i][j] = kept * covariance[i][j] + cOne * path[i] * path[j] + cMu * sum;
                covariance[j][i] = covariance[i][j];
            }
        }
    }

    private double[] whitened(double[] step) {
        double[] whitened = new double[n];
        for (int j = 0; j < n; j++) {
            double along = 0;
            for (int i = 0; i < n; i++) {
                along += axes.vectors[i][j] * step[i];
            }
            along /= deviation(j);
            for (int i = 0; i < n; i++) {
                whitened[i] += axes.vectors[i][j] * along;
            }
        }
        return whitened;
    }

    private void keepApart() {
        for (int i = 0; i < n; i++) {
            double least = leastDeviations[i] / sigma;
            covariance[i][i] = Math.max(covariance[i][i], least * least);
        }
    }

    /** Whether it has come to rest: it hardly reaches from one level to the next, or is no distribution any more. */
    boolean rests() {
        boolean narrow = true;
        double widest = 0;
        double narrowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            double deviation = sigma * Math.sqrt(covariance[i][i]);
            if (Double.isNaN(deviation) || Double.isInfinite(deviation)) {
                return true;
            }
            narrow &= deviation <= 1.5 * leastDeviations[i];
            widest = Math.max(widest, axes.values[i]);
            narrowest = Math.min(narrowest, axes.values[i]);
        }
        return narrow || narrowest <= 0 || widest / narrowest > 1e14;
    }
}
