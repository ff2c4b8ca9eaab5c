package dev.quarry.strategy.language.functions;

/**
 * The highest of the last n values and where it was, in a few steps a bar whatever n: only values that no later one has
 * reached can still become the highest, and they are kept in falling order. The slow version, which looks at each window
 * afresh, is in ExtremesTest.
 */
final class Extremes {

    private Extremes() {}

    /** The highest; NaN until there are n values and while one of them is NaN. */
    static double[] highest(double[] values, int n) {
        return find(values, n, true, false);
    }

    /** The lowest; NaN until there are n values and while one of them is NaN. */
    static double[] lowest(double[] values, int n) {
        return find(values, n, false, false);
    }

    /** How many bars ago the highest was, the latest of equal ones; NaN as in {@link #highest}. */
    static double[] sinceHighest(double[] values, int n) {
        return find(values, n, true, true);
    }

    /** How many bars ago the lowest was, the latest of equal ones; NaN as in {@link #lowest}. */
    static double[] sinceLowest(double[] values, int n) {
        return find(values, n, false, true);
    }

    private static double[] find(double[] values, int n, boolean highest, boolean since) {
        double[] result = Columns.undefined(values.length);
        int[] candidates = new int[Math.min(n, values.length)];
        int first = 0;
        int count = 0;
        int lastUndefined = -1;
        for (int bar = 0; bar < values.length; bar++) {
            double value = values[bar];
            if (count > 0 && candidates[first] <= bar - n) {
                first = (first + 1) % candidates.length;
                count--;
            }
            if (Double.isNaN(value)) {
                lastUndefined = bar;
                count = 0;
                continue;
            }
            while (count > 0) {
                double before = values[candidates[(first + count - 1) % candidates.length]];
                if (highest ? before > value : before < value) {
                    break;
                }
                count--;
            }
            candidates[(first + count) % candidates.length] = bar;
            count++;
            if (bar >= n - 1 && lastUndefined <= bar - n) {
                result[bar] = since ? bar - candidates[first] : values[candidates[first]];
            }
        }
        return result;
    }
}
