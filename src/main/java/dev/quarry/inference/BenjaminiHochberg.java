package dev.quarry.inference;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Control of the false discoveries among many tests. */
public final class BenjaminiHochberg {

    private BenjaminiHochberg() {}

    /**
     * For each p-value its q-value: the least share of false discoveries, on average, at which its test still counts as
     * one. Y. Benjamini and Y. Hochberg (1995), "Controlling the False Discovery Rate", Journal of the Royal Statistical
     * Society B 57, 289-300, as adjusted p-values: {@code q₍ᵢ₎ = min over j ≥ i of p₍ⱼ₎·m/j}. Holds for tests that are
     * independent or positively dependent.
     *
     * @param pValues 0..1, in any order; NaN was not tested, does not count and stays NaN
     * @return in the order of the p-values, never below them
     * @throws IllegalArgumentException when one is outside 0..1
     */
    public static double[] qValues(double[] pValues) {
        double[] q = pValues.clone();
        int[] descending = IntStream.range(0, q.length)
                .filter(i -> !Double.isNaN(pValues[i]))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> pValues[i]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        double least = 1;
        for (int k = 0; k < descending.length; k++) {
            double p = pValues[descending[k]];
            if (p < 0 || p > 1) {
                throw new IllegalArgumentException("a p-value lies between 0 and 1, not at " + p);
            }
            double rank = descending.length - k;
            least = Math.min(least, Math.max(p, p * descending.length / rank));
            q[descending[k]] = least;
        }
        return q;
    }
}
