package dev.quarry.inference;

/** Plain statistics of a series of returns, each a fraction of the equity before it. NaN among them gives NaN. */
public final class ReturnStatistics {

    /**
     * A deviation below this share of the mean is the rounding of equal numbers, not a spread. Returns are small differences
     * of large numbers: one of 1e-6 has six digits less than a double.
     */
    private static final double ROUNDING = 1e-9;

    private ReturnStatistics() {}

    /** The compound return of all, as a fraction; 0 for none. */
    public static double totalReturn(double[] returns) {
        double growth = 1;
        for (double value : returns) {
            growth *= 1 + value;
        }
        return growth - 1;
    }

    /** The arithmetic mean; NaN for none. */
    public static double mean(double[] returns) {
        double sum = 0;
        for (double value : returns) {
            sum += value;
        }
        return sum / returns.length;
    }

    /** The sample standard deviation (n − 1); 0 when all are equal, NaN for fewer than two. */
    public static double deviation(double[] returns) {
        if (returns.length < 2) {
            return Double.NaN;
        }
        double mean = mean(returns);
        double squares = 0;
        for (double value : returns) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / (returns.length - 1));
        return deviation <= ROUNDING * Math.abs(mean) ? 0 : deviation;
    }

    /**
     * Mean over sample standard deviation, per observation and not annualised (Sharpe 1994, "The Sharpe Ratio", Journal
     * of Portfolio Management 21(1), with a riskless return of 0); NaN for fewer than two returns or equal ones.
     */
    public static double sharpe(double[] returns) {
        double deviation = deviation(returns);
        return deviation > 0 ? mean(returns) / deviation : Double.NaN;
    }

    /** The deepest fall of the compounded equity below its earlier peak (the start included), a fraction of that peak. */
    public static double maxDrawdown(double[] returns) {
        double equity = 1;
        double peak = 1;
        double deepest = 0;
        for (double value : returns) {
            equity *= 1 + value;
            peak = Math.max(peak, equity);
            deepest = Math.max(deepest, (peak - equity) / peak);
        }
        return deepest;
    }
}
