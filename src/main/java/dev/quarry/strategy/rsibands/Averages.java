package dev.quarry.strategy.rsibands;

import java.util.Arrays;

/**
 * Moving averages over whole columns (SPEC D); NaN means absent. Windows are summed afresh for each bar, oldest value
 * first, so that a value depends on nothing outside its window.
 */
public final class Averages {

    /** Values that are added up between two checkpoints: some milliseconds. */
    private static final int BETWEEN_CHECKPOINTS = 4_000_000;

    /** The weight of 2^-53, as a logarithm. */
    private static final double FORGOTTEN = 53 * Math.log(2);

    private Averages() {}

    /** The average of that type; {@code checkpoint} as {@link #simple} has it. */
    static double[] of(AverageType type, double[] values, int length, Runnable checkpoint) {
        return type == AverageType.EXPONENTIAL ? exponential(values, length) : simple(values, length, checkpoint);
    }

    /**
     * SMA: the mean of the last {@code length} values; NaN until they exist and while one of them is NaN.
     *
     * @param checkpoint is called often; what it throws ends the work
     */
    public static double[] simple(double[] values, int length, Runnable checkpoint) {
        double[] result = absent(values.length);
        for (int i = length - 1; i < values.length; i++) {
            pause(i, length, checkpoint);
            result[i] = mean(values, i - length + 1, i);
        }
        return result;
    }

    /** EMA: weight 2 / (length + 1), unadjusted, seeded with the first value that is not NaN. */
    public static double[] exponential(double[] values, int length) {
        return recursive(values, 2.0 / (length + 1));
    }

    /** RMA, Wilder's average: weight 1 / length, unadjusted, seeded with the first value that is not NaN. */
    static double[] wilder(double[] values, int length) {
        return recursive(values, 1.0 / length);
    }

    /**
     * Sample standard deviation (n − 1) of the last {@code length} values; exactly 0 when they are all equal.
     *
     * @param checkpoint is called often; what it throws ends the work
     */
    public static double[] sampleDeviation(double[] values, int length, Runnable checkpoint) {
        double[] result = absent(values.length);
        if (length < 2) {
            return result;
        }
        for (int i = length - 1; i < values.length; i++) {
            pause(i, length, checkpoint);
            double mean = mean(values, i - length + 1, i);
            double squares = 0;
            for (int k = i - length + 1; k <= i; k++) {
                double distance = values[k] - mean;
                squares += distance * distance;
            }
            result[i] = Math.sqrt(squares / (length - 1));
        }
        return result;
    }

    /** After so many values the average of that type does not depend on where it began. */
    static int unstable(AverageType type, int length) {
        return type == AverageType.EXPONENTIAL ? unstable(2.0 / (length + 1)) : length - 1;
    }

    /** After so many steps the first value of a recursive average has no weight that a double would show. */
    static int unstable(double weight) {
        return weight >= 1 ? 0 : (int) Math.ceil(FORGOTTEN / -Math.log1p(-weight));
    }

    private static void pause(int bar, int length, Runnable checkpoint) {
        if (bar % Math.max(1, BETWEEN_CHECKPOINTS / length) == 0) {
            checkpoint.run();
        }
    }

    /** The mean from index {@code from} to {@code to}, both included; that very value when all are equal. */
    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        boolean flat = true;
        for (int k = from; k <= to; k++) {
            sum += values[k];
            flat &= values[k] == values[from];
        }
        return flat ? values[from] : sum / (to - from + 1);
    }

    /**
     * y = (w·y + a·x) / (w + a) with w = (1 − a)^(g + 1) after g NaNs in a row, which is the plain (1 − a)·y + a·x when
     * there was none. A NaN repeats the last y.
     */
    private static double[] recursive(double[] values, double weight) {
        double[] result = absent(values.length);
        double last = Double.NaN;
        double lastWeight = 1 - weight;
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            if (Double.isNaN(value)) {
                lastWeight *= 1 - weight;
            } else {
                if (Double.isNaN(last)) {
                    last = value;
                } else if (value != last) {
                    last = lastWeight == 1 - weight
                            ? (1 - weight) * last + weight * value
                            : (lastWeight * last + weight * value) / (lastWeight + weight);
                }
                lastWeight = 1 - weight;
            }
            result[i] = last;
        }
        return result;
    }

    /** The column without the values before that bar. */
    static double[] from(double[] column, int bar) {
        return Arrays.copyOfRange(column, bar, column.length);
    }

    private static double[] absent(int length) {
        double[] column = new double[length];
        Arrays.fill(column, Double.NaN);
        return column;
    }
}
