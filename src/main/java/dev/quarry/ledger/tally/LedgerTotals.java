package dev.quarry.ledger.tally;

/**
 * The ledger in a few numbers; all 0 when there is nothing to count.
 *
 * @param runs all stored runs
 * @param bestReturn the greatest total return of all of them, percent
 * @param winners figures of the winning runs
 */
public record LedgerTotals(long runs, double bestReturn, WinnerStatistics winners) {}
