package dev.quarry.leaderboard;

import java.util.List;

/**
 * A part of the history of leaderboards, newest first.
 *
 * @param snapshots the part
 * @param nextCursor where the next part begins; null when there is none
 */
public record SnapshotPage(List<SnapshotSummary> snapshots, String nextCursor) {}
