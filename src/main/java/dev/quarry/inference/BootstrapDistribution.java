package dev.quarry.inference;

/** The values of one statistic over the resamples. */
final class BootstrapDistribution {

    private static final double FEWEST_DEFINED = 0.9;

    private final NullDistribution values;
    private final boolean defined;

    /** @param values one for each resample; when more than a tenth are NaN, intervals are NaN */
    BootstrapDistribution(double[] values) {
        this.values = NullDistribution.of(values);
        this.defined = this.values.size() >= FEWEST_DEFINED * values.length;
    }

    /** Efron's percentile interval (Efron and Tibshirani 1993, "An Introduction to the Bootstrap", eq. 13.5). */
    ConfidenceInterval percentile(double estimate, double confidence) {
        return between(estimate, (1 - confidence) / 2, (1 + confidence) / 2, confidence);
    }

    /**
     * The bias-corrected and accelerated interval: B. Efron (1987), "Better Bootstrap Confidence Intervals", Journal of
     * the American Statistical Association 82, 171-185; Efron and Tibshirani (1993), eq. 14.9, 14.10 and 14.14, equal
     * values counting half. Where the correction does not exist (every resample on one side of the estimate, or a NaN
     * acceleration) the percentile interval stands.
     */
    ConfidenceInterval biasCorrected(double estimate, double acceleration, double confidence) {
        if (!defined || Double.isNaN(acceleration)) {
            return percentile(estimate, confidence);
        }
        double bias = NormalDistribution.quantile(values.shareBelow(estimate));
        if (Double.isInfinite(bias)) {
            return percentile(estimate, confidence);
        }
        double z = NormalDistribution.quantile((1 + confidence) / 2);
        return between(estimate, corrected(bias, -z, acceleration), corrected(bias, z, acceleration), confidence);
    }

    private static double corrected(double bias, double z, double acceleration) {
        double shifted = bias + z;
        double scale = 1 - acceleration * shifted;
        if (scale <= 0) {
            return shifted > 0 ? 1 : 0;
        }
        return NormalDistribution.cdf(bias + shifted / scale);
    }

    private ConfidenceInterval between(double estimate, double lower, double upper, double confidence) {
        return new ConfidenceInterval(
                estimate,
                defined ? values.quantile(lower) : Double.NaN,
                defined ? values.quantile(upper) : Double.NaN,
                confidence);
    }
}
