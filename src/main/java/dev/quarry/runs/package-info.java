/**
 * The ledger of tested runs: what discovery writes, and what leaderboard, patterns and statistics read. All SQL of the
 * tables {@code backtest_setup} and {@code backtest_run} is here; no route, no job and no ranking rule of a feature is.
 */
package dev.quarry.runs;
