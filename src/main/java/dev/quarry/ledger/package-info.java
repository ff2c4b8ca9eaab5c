/**
 * The ledger of tested runs that discovery writes: rows, writers, the count of trials and the verdicts that were
 * stored. All SQL of the tables {@code backtest_setup} and {@code backtest_run} is here and in the packages below;
 * routes, jobs and the features' ranking rules are elsewhere.
 */
package dev.quarry.ledger;
