package dev.quarry.strategy.language.functions;

import java.util.Arrays;

/**
 * How many values of a moving window are at or below another, and which is the k-th: counts by rank in a binary indexed tree
 * (Fenwick 1994), so that a bar takes the logarithm of the series, not the window. Counts are whole numbers, and values are
 * looked up: that ranks are taken over the whole series changes no bit of what a bar gets. The slow version is in RanksTest.
 */
final class Ranks {

    private final double[] values;
    private final double[] sorted;
    private final int[] tree;
    private int undefined;
    private int size;

    /** An empty window over that column. */
    Ranks(double[] column) {
        // Adding 0 makes one zero of the two that doubles have.
        this.values = Columns.of(column.length, bar -> column[bar] + 0.0);
        this.sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .distinct()
                .toArray();
        this.tree = new int[sorted.length + 1];
    }

    /** The value of that bar comes into the window. */
    void add(int bar) {
        count(bar, 1);
    }

    /** The value of that bar leaves the window. */
    void remove(int bar) {
        count(bar, -1);
    }

    private void count(int bar, int step) {
        if (Double.isNaN(values[bar])) {
            undefined += step;
            return;
        }
        size += step;
        for (int node = rank(bar); node < tree.length; node += node & -node) {
            tree[node] += step;
        }
    }

    private int rank(int bar) {
        return Arrays.binarySearch(sorted, values[bar]) + 1;
    }

    /** Whether no value in the window is NaN. */
    boolean isDefined() {
        return undefined == 0;
    }

    /** How many values in the window are at or below that of the bar, which is not NaN. */
    int atOrBelow(int bar) {
        int count = 0;
        for (int node = rank(bar); node > 0; node -= node & -node) {
            count += tree[node];
        }
        return count;
    }

    /** The middle value; of an even number the mean of the two in the middle. */
    double median() {
        double upper = smallest(size / 2 + 1);
        return size % 2 == 1 ? upper : mean(smallest(size / 2), upper);
    }

    private static double mean(double lower, double upper) {
        return lower == upper ? lower : (lower + upper) / 2;
    }

    private double smallest(int place) {
        int node = 0;
        int left = place;
        for (int step = Integer.highestOneBit(Math.max(1, tree.length - 1)); step > 0; step >>= 1) {
            if (node + step < tree.length && tree[node + step] < left) {
                node += step;
                left -= tree[node];
            }
        }
        return sorted[node];
    }
}
