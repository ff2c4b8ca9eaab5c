/**
 * What the research features share: the prices a run is tested on, the space a search walks, and the ledger of tested
 * runs that discovery writes and leaderboard, patterns and statistics read. All SQL of the tables {@code backtest_setup}
 * and {@code backtest_run} is here; no route, no job and no ranking rule of a feature is.
 */
package dev.quarry.runs;
