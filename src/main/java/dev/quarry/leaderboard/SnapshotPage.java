package dev.quarry.leaderboard;

import dev.quarry.platform.json.Described;
import java.util.List;

/** A part of the history of leaderboards, newest first. */
public record SnapshotPage(
        @Described("The snapshots, newest first") List<SnapshotSummary> snapshots,

        @Described("The cursor of the next page; null when there is none")
        String nextCursor) {}
