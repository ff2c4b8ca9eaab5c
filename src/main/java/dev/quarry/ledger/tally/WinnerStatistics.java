package dev.quarry.ledger.tally;

import dev.quarry.platform.json.Described;

/** All winning runs in a few numbers, none left out; all 0 when there are none. */
public record WinnerStatistics(
        @Described("How many winners there are") long totalWinners,
        @Described("Mean total return, percent") double avgReturn,
        @Described("Mean greatest drawdown, percent") double avgDrawdown,
        @Described("Mean of the finite profit factors") double avgProfitFactor,
        @Described("Mean win rate, percent") double avgWinRate,
        @Described("Greatest total return, percent") double bestReturn,
        @Described("Greatest drawdown, percent") double worstDrawdown) {}
