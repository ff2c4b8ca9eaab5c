/**
 * The ledger of tested runs that discovery writes: rows, writers, the count of trials and the verdicts that were stored.
 * All SQL of the tables {@code backtest_setup} and {@code backtest_run} is here and in the packages below; no route, no
 * job and no ranking rule of a feature is.
 */
package dev.quarry.ledger;
