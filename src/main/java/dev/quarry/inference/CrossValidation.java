package dev.quarry.inference;

import java.util.Arrays;

/** The computation behind {@link BacktestOverfitting}, in two passes over the strategies: choose, then rank. */
final class CrossValidation {

    /** Ratios that differ by less are equal: those of series that are in proportion, of single returns among zeros. */
    private static final double ROUNDING = 1e-12;

    private final double[][] returns;
    private final int blocks;
    private final HalfSharpe halves;
    private final int splits;
    private final int[] chosen;
    private final double[] inSample;
    private final double[] outOfSample;
    private boolean differ;

    CrossValidation(double[][] returns, int blocks) {
        this.returns = returns;
        this.blocks = blocks;
        this.halves = new HalfSharpe(returns[0].length, blocks);
        this.splits = halves.splits();
        this.chosen = new int[splits];
        this.inSample = new double[splits];
        this.outOfSample = new double[splits];
    }

    BacktestOverfitting result() {
        choose();
        double[] ranks = ranksOutOfSample();
        if (!differ) {
            return BacktestOverfitting.undefined(returns.length, blocks);
        }
        int overfitted = 0;
        int lost = 0;
        for (int split = 0; split < splits; split++) {
            overfitted += ranks[split] <= 0.5 ? 1 : 0;
            lost += above(0, outOfSample[split]) ? 1 : 0;
        }
        double slope = slope();
        return new BacktestOverfitting(
                returns.length,
                blocks,
                splits,
                (double) overfitted / splits,
                slope,
                ReturnStatistics.mean(outOfSample) - slope * ReturnStatistics.mean(inSample),
                (double) lost / splits,
                median(inSample),
                median(outOfSample),
                median(ranks));
    }

    private void choose() {
        Arrays.fill(inSample, Double.NEGATIVE_INFINITY);
        Arrays.fill(chosen, -1);
        double[] ratios = new double[splits];
        for (int strategy = 0; strategy < returns.length; strategy++) {
            halves.fill(returns[strategy], ratios);
            for (int split = 0; split < splits; split++) {
                differ |= chosen[split] >= 0
                        && (above(ratios[split], inSample[split]) || above(inSample[split], ratios[split]));
                if (chosen[split] < 0 || above(ratios[split], inSample[split])) {
                    chosen[split] = strategy;
                    inSample[split] = ratios[split];
                    outOfSample[split] = ratios[splits - 1 - split];
                }
            }
        }
    }

    /** ω = rank / (N + 1), the worst strategy having rank 1; the logit of the authors is ≤ 0 where ω is ≤ 1/2. */
    private double[] ranksOutOfSample() {
        double[] ranks = new double[splits];
        double[] ratios = new double[splits];
        for (double[] series : returns) {
            halves.fill(series, ratios);
            for (int split = 0; split < splits; split++) {
                double other = ratios[splits - 1 - split];
                if (above(outOfSample[split], other)) {
                    ranks[split] += 1;
                } else if (!above(other, outOfSample[split])) {
                    ranks[split] += 0.5;
                }
            }
        }
        for (int split = 0; split < splits; split++) {
            // The chosen strategy has been counted as half a tie with itself.
            ranks[split] = (ranks[split] + 0.5) / (returns.length + 1);
        }
        return ranks;
    }

    /** Ordinary least squares; NaN when the in-sample ratios are all the same. */
    private double slope() {
        double meanIn = ReturnStatistics.mean(inSample);
        double meanOut = ReturnStatistics.mean(outOfSample);
        double products = 0;
        double squares = 0;
        for (int split = 0; split < splits; split++) {
            products += (inSample[split] - meanIn) * (outOfSample[split] - meanOut);
            squares += (inSample[split] - meanIn) * (inSample[split] - meanIn);
        }
        return squares > 0 ? products / squares : Double.NaN;
    }

    private static boolean above(double ratio, double other) {
        return ratio - other > ROUNDING * (1 + Math.abs(other));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
