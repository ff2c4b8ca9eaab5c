package dev.quarry.inference;

import java.util.function.DoublePredicate;

/**
 * The number of successes in a draw without replacement. Probabilities are kept as ratios to that of the mode, each
 * from its neighbour, and are divided by their sum at the end: no factorial is needed, and the error stays near the
 * number of steps times that of a double. Time grows with the standard deviation, not with the population.
 */
final class HypergeometricDistribution {

    /** Smaller ratios are negligible; stopping here avoids the slow denormal numbers. */
    private static final double NOTHING = 1e-300;

    private static final double EQUALLY_LIKELY = 1 + 1e-7;

    private final double population;
    private final double successes;
    private final double draws;
    private final long least;
    private final long most;
    private final long mode;

    HypergeometricDistribution(long population, long successes, long draws) {
        this.population = population;
        this.successes = successes;
        this.draws = draws;
        this.least = Math.max(0, draws + successes - population);
        this.most = Math.min(draws, successes);
        long mode = (long) Math.floor((draws + 1.0) * (successes + 1.0) / (population + 2.0));
        this.mode = Math.max(least, Math.min(most, mode));
    }

    /** The probability of at least that many successes. */
    double atLeast(long count) {
        Sum sum = new Sum(count, ratio -> false);
        return sum.fromCount / sum.all;
    }

    /** The probability of all counts that are at most as likely as this one. */
    double asUnlikelyAs(long count) {
        double bound = ratioToMode(count) * EQUALLY_LIKELY;
        Sum sum = new Sum(Long.MAX_VALUE, ratio -> ratio <= bound);
        return Math.min(1, sum.picked / sum.all);
    }

    private double ratioToMode(long count) {
        double ratio = 1;
        for (long x = mode; x < count && ratio > NOTHING; x++) {
            ratio *= up(x);
        }
        for (long x = mode; x > count && ratio > NOTHING; x--) {
            ratio /= up(x - 1);
        }
        return ratio > NOTHING ? ratio : 0;
    }

    /** P(x + 1) / P(x). */
    private double up(long x) {
        return (successes - x) / (x + 1) * ((draws - x) / (population - successes - draws + x + 1));
    }

    /** Sums of ratios over all counts, from the mode outwards. */
    private final class Sum {

        private final long from;
        private final DoublePredicate pick;
        private double all;
        private double fromCount;
        private double picked;

        Sum(long from, DoublePredicate pick) {
            this.from = from;
            this.pick = pick;
            double ratio = 1;
            for (long x = mode; x <= most && ratio > NOTHING; x++) {
                add(x, ratio);
                ratio *= up(x);
            }
            ratio = 1;
            for (long x = mode - 1; x >= least && ratio > NOTHING; x--) {
                ratio /= up(x);
                add(x, ratio);
            }
        }

        private void add(long x, double ratio) {
            all += ratio;
            fromCount += x >= from ? ratio : 0;
            picked += pick.test(ratio) ? ratio : 0;
        }
    }
}
