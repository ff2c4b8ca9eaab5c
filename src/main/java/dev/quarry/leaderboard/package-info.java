/**
 * The leaderboard: snapshots of the best winners in the ledger, made by a job and served unchanged. It ranks through
 * {@link dev.quarry.ledger.query.WinnerRanking} and never tests a run.
 */
package dev.quarry.leaderboard;
