package dev.quarry.ledger.tally;

import java.util.List;

/**
 * All values of all varied parameters in the ledger, and every pair of them, at one moment.
 *
 * @param runs all runs
 * @param values one entry for each value of each parameter
 * @param pairs one entry for each two values of two parameters that were varied together and have runs
 * @param pairsLeftOut how many pairs of parameters have too many combinations of values to be counted
 */
public record ValueTallies(Tally runs, List<ValueTally> values, List<PairTally> pairs, int pairsLeftOut) {}
