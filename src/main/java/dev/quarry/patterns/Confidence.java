package dev.quarry.patterns;

/** The reference's score of a rule (SPEC J): 0.4 for the size of the sample, 0.6 for the difference in return. */
final class Confidence {

    private static final long SMALLEST_GROUP = 5;
    private static final double FULL_SAMPLE = 500;

    private Confidence() {}

    /**
     * @param countWith winners that meet the condition
     * @param countWithout the other winners
     * @param meanWith mean total return of the former, percent
     * @param meanWithout mean total return of the latter, percent
     * @return 0 to 1, three decimals; 0 when either group has fewer than five
     */
    static double of(long countWith, long countWithout, double meanWith, double meanWithout) {
        if (countWith < SMALLEST_GROUP || countWithout < SMALLEST_GROUP) {
            return 0;
        }
        double sample = Math.min(1.0, 0.3 + 0.7 * (countWith + countWithout) / FULL_SAMPLE);
        return Rounding.round(0.4 * sample + 0.6 * effect(meanWith, meanWithout), 3);
    }

    private static double effect(double meanWith, double meanWithout) {
        if (meanWithout == 0) {
            return meanWith > 0 ? 0.5 : 0;
        }
        double relative = (meanWith - meanWithout) / Math.max(Math.abs(meanWithout), 1);
        return Math.max(0, Math.min(1, relative / 2 + 0.5));
    }
}
