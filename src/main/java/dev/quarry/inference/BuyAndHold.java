package dev.quarry.inference;

/** The baseline that needs no strategy: bought at the first close and held to the last, without costs. */
public final class BuyAndHold {

    private BuyAndHold() {}

    /**
     * The return of each period, {@code close[i + 1] / close[i] − 1}, a fraction; one fewer than closes, none for none.
     *
     * @param closes last price of each period, positive
     */
    public static double[] returns(double[] closes) {
        double[] returns = new double[Math.max(0, closes.length - 1)];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = closes[i + 1] / closes[i] - 1;
        }
        return returns;
    }

    /** The return over all periods, a fraction; 0 for fewer than two closes. */
    public static double totalReturn(double[] closes) {
        return closes.length < 2 ? 0 : closes[closes.length - 1] / closes[0] - 1;
    }

    /** What a strategy's returns have over the benchmark's, period by period. */
    public static double[] excess(double[] returns, double[] benchmark) {
        if (returns.length != benchmark.length) {
            throw new IllegalArgumentException(returns.length + " returns cannot be compared with " + benchmark.length);
        }
        double[] excess = new double[returns.length];
        for (int i = 0; i < excess.length; i++) {
            excess[i] = returns[i] - benchmark[i];
        }
        return excess;
    }
}
