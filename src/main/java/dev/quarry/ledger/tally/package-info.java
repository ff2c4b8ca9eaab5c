/** Figures over all runs of the ledger, value by value and pair by pair, without a row for each run in memory. */
package dev.quarry.ledger.tally;
