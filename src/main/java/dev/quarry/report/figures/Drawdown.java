package dev.quarry.report.figures;

/** How far an equity curve lies below its earlier peak. */
public final class Drawdown {

    private Drawdown() {}

    /**
     * At each bar, percent, 0 or below.
     *
     * @param start equity before the first bar, a peak too
     */
    public static double[] of(double[] curve, double start) {
        double[] below = new double[curve.length];
        double peak = start;
        for (int i = 0; i < curve.length; i++) {
            peak = Math.max(peak, curve[i]);
            below[i] = (curve[i] / peak - 1) * 100;
        }
        return below;
    }
}
