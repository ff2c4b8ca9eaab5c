package dev.quarry.report.figures;

import java.util.Arrays;

/**
 * How often values lie in spans of equal width. Zero is always a border between two spans, so that gains and losses are apart.
 *
 * @param lowest where the first span begins
 * @param width of each span
 * @param counts how many values lie in each
 */
public record Histogram(double lowest, double width, int[] counts) {

    private static final int SPANS = 30;

    /** @param values finite, at least one */
    public static Histogram of(double[] values) {
        double least = Math.min(0, Arrays.stream(values).min().orElseThrow());
        double greatest = Math.max(0, Arrays.stream(values).max().orElseThrow());
        double width = greatest == least ? 1 : (greatest - least) / SPANS;
        int below = (int) Math.ceil(-least / width);
        int[] counts = new int[below + (int) Math.ceil(greatest / width) + 1];
        for (double value : values) {
            counts[below + (int) Math.floor(value / width)]++;
        }
        boolean isLastEmpty = counts[counts.length - 1] == 0;
        return new Histogram(-below * width, width, isLastEmpty ? Arrays.copyOf(counts, counts.length - 1) : counts);
    }
}
