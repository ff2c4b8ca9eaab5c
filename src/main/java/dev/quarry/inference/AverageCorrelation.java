package dev.quarry.inference;

/**
 * The average correlation between all pairs of many series, without looking at pairs: with each series centred and
 * scaled to length 1, the squared length of their sum is the number of series plus the sum over all ordered pairs. Time
 * grows with the series, not with the pairs; nothing is kept but the sum. Not for use by several threads.
 */
public final class AverageCorrelation {

    private final double[] sum;
    private long series;

    /** @param observations the length of every series */
    public AverageCorrelation(int observations) {
        this.sum = new double[observations];
    }

    /**
     * Adds a series. One without a correlation to anything (it does not vary, or has a NaN) is left out.
     *
     * @throws IllegalArgumentException when it has another length
     */
    public void add(double[] returns) {
        if (returns.length != sum.length) {
            throw new IllegalArgumentException(
                    "a series of " + returns.length + " returns among series of " + sum.length);
        }
        double deviation = ReturnStatistics.deviation(returns);
        if (deviation > 0) {
            double mean = ReturnStatistics.mean(returns);
            double scale = 1 / (deviation * Math.sqrt(sum.length - 1.0));
            for (int t = 0; t < sum.length; t++) {
                sum[t] += (returns[t] - mean) * scale;
            }
            series++;
        }
    }

    /** How many series were added, without those left out. */
    public long series() {
        return series;
    }

    /** The average over all pairs, −1..1 (Pearson); NaN for fewer than two series. */
    public double value() {
        if (series < 2) {
            return Double.NaN;
        }
        double squaredLength = 0;
        for (double value : sum) {
            squaredLength += value * value;
        }
        return (squaredLength / series - 1) / (series - 1);
    }
}
