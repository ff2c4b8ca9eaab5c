package dev.quarry.sweep.fast;

import dev.quarry.engine.Ratio;
import dev.quarry.engine.Statistics;
import dev.quarry.series.Bars;
import java.util.Arrays;

/**
 * Adds up the trades of one walk into the reference's statistics (SPEC F), and is used again for the next walk. The
 * readable version is {@code dev.quarry.engine.StatisticsOfTrades}: every sum here has the same terms in the same order,
 * so that FastSweepTest can hold them equal to the bit.
 */
final class TradeTally {

    private static final Statistics NO_TRADES = new Statistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private final double annualisation;
    private double[] returns = new double[256];
    private double[] negative = new double[256];
    private double[] sorted = new double[256];
    private int trades;
    private int negatives;
    private int wins;
    private int winsInARow;
    private int lossesInARow;
    private int longestWins;
    private int longestLosses;
    private double profits;
    private double losses;
    private double sum;
    private double negativeSum;
    private double best;
    private double worst;
    private boolean unordered;
    private long millisHeld;

    TradeTally(Bars bars) {
        this.annualisation = Math.sqrt(bars.timeframe().barsPerYear());
    }

    /** Forgets all trades. */
    void clear() {
        trades = 0;
        negatives = 0;
        wins = 0;
        winsInARow = 0;
        lossesInARow = 0;
        longestWins = 0;
        longestLosses = 0;
        profits = 0;
        losses = 0;
        sum = 0;
        negativeSum = 0;
        best = Double.NEGATIVE_INFINITY;
        worst = Double.POSITIVE_INFINITY;
        unordered = false;
        millisHeld = 0;
    }

    /** Takes a trade with its profit in money and as a fraction of the equity at its entry, and the time it was held. */
    void add(double pnl, double returnOnEquity, long heldMillis) {
        if (trades == returns.length) {
            returns = Arrays.copyOf(returns, 2 * trades);
            negative = Arrays.copyOf(negative, 2 * trades);
            sorted = new double[2 * trades];
        }
        returns[trades++] = returnOnEquity;
        sum += returnOnEquity;
        millisHeld += heldMillis;
        if (returnOnEquity < 0) {
            negative[negatives++] = returnOnEquity;
            negativeSum += returnOnEquity;
        } else if (!(returnOnEquity > 0)) {
            unordered = true;
        }
        if (returnOnEquity > best) {
            best = returnOnEquity;
        }
        if (returnOnEquity < worst) {
            worst = returnOnEquity;
        }
        if (pnl > 0) {
            wins++;
            profits += pnl;
            lossesInARow = 0;
            longestWins = Math.max(longestWins, ++winsInARow);
        } else {
            if (pnl < 0) {
                losses += pnl;
            }
            winsInARow = 0;
            longestLosses = Math.max(longestLosses, ++lossesInARow);
        }
    }

    Statistics statistics(double totalReturnPercent, double maxDrawdownPercent, double markToMarketMaxDrawdownPercent) {
        if (trades == 0) {
            return NO_TRADES;
        }
        int n = trades;
        double mean = sum / n;
        double negativeMean = negativeSum / negatives;
        System.arraycopy(returns, 0, sorted, 0, n);
        double median;
        if (unordered) {
            // Zeros of both signs and NaN: only a real sort puts them where the plain engine does.
            Arrays.sort(sorted, 0, n);
            best = sorted[n - 1];
            worst = sorted[0];
            median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        } else {
            median = Selection.median(sorted, n);
        }
        return new Statistics(
                n,
                100.0 * wins / n,
                mean * 100,
                median * 100,
                best * 100,
                worst * 100,
                losses == 0 ? Double.POSITIVE_INFINITY : profits / Math.abs(losses),
                (long) (millisHeld * 1e6 / n) / 1e9,
                totalReturnPercent,
                maxDrawdownPercent,
                markToMarketMaxDrawdownPercent,
                Ratio.of(mean, deviation(returns, n, mean), mean) * annualisation,
                Ratio.of(mean, deviation(negative, negatives, negativeMean), negativeMean) * annualisation,
                maxDrawdownPercent > 0 ? totalReturnPercent / maxDrawdownPercent : 0,
                longestWins,
                longestLosses);
    }

    private static double deviation(double[] values, int n, double mean) {
        if (n < 2) {
            return Double.NaN;
        }
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return Math.sqrt(squares / (n - 1));
    }
}
