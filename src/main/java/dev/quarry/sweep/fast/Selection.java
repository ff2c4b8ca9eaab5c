package dev.quarry.sweep.fast;

/** Finds the median without sorting (C. A. R. Hoare, "Algorithm 65: Find", 1961). */
final class Selection {

    private static final int SMALL = 12;

    private Selection() {}

    /**
     * The median of the first {@code n} values, which are reordered. Of an even number it is the mean of the middle two.
     * No value may be NaN, nor may there be zeros of both signs.
     */
    static double median(double[] values, int n) {
        int half = n / 2;
        select(values, n, half);
        if (n % 2 == 1) {
            return values[half];
        }
        double below = values[0];
        for (int i = 1; i < half; i++) {
            if (values[i] > below) {
                below = values[i];
            }
        }
        return (below + values[half]) / 2;
    }

    /** Moves the value of that rank to its place, no greater ones before it and no smaller ones behind. */
    private static void select(double[] values, int n, int rank) {
        int left = 0;
        int right = n - 1;
        while (right - left > SMALL) {
            double pivot = middleOf(values[left], values[(left + right) >>> 1], values[right]);
            int i = left;
            int j = right;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double value = values[i];
                    values[i++] = values[j];
                    values[j--] = value;
                }
            }
            if (rank <= j) {
                right = j;
            } else if (rank >= i) {
                left = i;
            } else {
                return;
            }
        }
        for (int i = left + 1; i <= right; i++) {
            double value = values[i];
            int j = i;
            for (; j > left && values[j - 1] > value; j--) {
                values[j] = values[j - 1];
            }
            values[j] = value;
        }
    }

    private static double middleOf(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
