package dev.quarry.leaderboard;

import dev.quarry.ledger.tally.WinnerStatistics;
import java.util.List;

/**
 * The result of a refresh.
 *
 * @param snapshotId the snapshot that was stored with this content
 * @param stats see {@link Leaderboard}
 * @param strategies see {@link Leaderboard}
 */
public record LeaderboardResult(long snapshotId, WinnerStatistics stats, List<LeaderboardEntry> strategies) {}
