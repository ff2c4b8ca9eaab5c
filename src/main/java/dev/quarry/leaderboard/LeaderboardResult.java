package dev.quarry.leaderboard;

import dev.quarry.ledger.tally.WinnerStatistics;
import dev.quarry.platform.json.Described;
import java.util.List;

/** The result of a refresh. */
public record LeaderboardResult(
        @Described("The snapshot that was stored with this content")
        long snapshotId,

        @Described("Figures over all winners of the chosen markets")
        WinnerStatistics stats,

        @Described("The best ones, best first") List<LeaderboardEntry> strategies) {}
