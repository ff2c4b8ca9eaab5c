package dev.quarry.inference;

import java.util.Arrays;

/**
 * Of pairs of a mean and a ratio, those that no other pair beats in both: they suffice to decide whether any pair was
 * at least as good in both. They are ordered by falling mean and so by rising ratio.
 */
final class BestOfBoth {

    private double[] means = new double[4];
    private double[] ratios = new double[4];
    private int size;

    void add(double mean, double ratio) {
        if (has(mean, ratio)) {
            return;
        }
        int from = 0;
        while (from < size && means[from] > mean) {
            from++;
        }
        int to = from;
        while (to < size && ratios[to] <= ratio) {
            to++;
        }
        if (from == to && size == means.length) {
            means = Arrays.copyOf(means, 2 * size);
            ratios = Arrays.copyOf(ratios, 2 * size);
        }
        System.arraycopy(means, to, means, from + 1, size - to);
        System.arraycopy(ratios, to, ratios, from + 1, size - to);
        size += from + 1 - to;
        means[from] = mean;
        ratios[from] = ratio;
    }

    /** Whether one of the pairs is at least as great in both. */
    boolean has(double mean, double ratio) {
        int last = -1;
        while (last + 1 < size && means[last + 1] >= mean) {
            last++;
        }
        return last >= 0 && ratios[last] >= ratio;
    }

    /**
     * Takes the pair here that the fewest of the others match, and returns how many do; all of them where there is no
     * pair here.
     */
    int leastMatched(BestOfBoth[] others) {
        int least = others.length;
        for (int i = 0; i < size; i++) {
            int matched = 0;
            for (int b = 0; b < others.length && matched < least; b++) {
                matched += others[b].has(means[i], ratios[i]) ? 1 : 0;
            }
            least = Math.min(least, matched);
        }
        return least;
    }

    /** The greatest ratio; NaN when there is no pair. */
    double greatestRatio() {
        return size == 0 ? Double.NaN : ratios[size - 1];
    }
}
