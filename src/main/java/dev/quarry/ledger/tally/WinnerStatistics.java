package dev.quarry.ledger.tally;

/**
 * All winning runs in a few numbers, none left out; all 0 when there are none.
 *
 * @param totalWinners how many there are
 * @param avgReturn mean total return, percent
 * @param avgDrawdown mean greatest drawdown, percent
 * @param avgProfitFactor mean of the finite profit factors
 * @param avgWinRate mean win rate, percent
 * @param bestReturn greatest total return, percent
 * @param worstDrawdown greatest drawdown, percent
 */
public record WinnerStatistics(
        long totalWinners,
        double avgReturn,
        double avgDrawdown,
        double avgProfitFactor,
        double avgWinRate,
        double bestReturn,
        double worstDrawdown) {}
