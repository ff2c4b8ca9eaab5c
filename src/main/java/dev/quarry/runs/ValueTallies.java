package dev.quarry.runs;

import java.util.List;

/**
 * All values of all varied parameters in the ledger, seen at one moment.
 *
 * @param winners all winning runs
 * @param winnerReturnSum the sum of their total returns, percent
 * @param tallies one entry for each value of each parameter
 */
public record ValueTallies(long winners, double winnerReturnSum, List<ValueTally> tallies) {}
