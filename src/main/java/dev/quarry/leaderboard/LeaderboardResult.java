package dev.quarry.leaderboard;

import dev.quarry.ledger.tally.WinnerStatistics;
import java.util.List;

/**
 * What a refresh made.
 *
 * @param snapshotId the snapshot that holds the same
 * @param stats see {@link Leaderboard}
 * @param strategies see {@link Leaderboard}
 */
public record LeaderboardResult(long snapshotId, WinnerStatistics stats, List<LeaderboardEntry> strategies) {}
