package dev.quarry.leaderboard;

import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.RankedRun;
import dev.quarry.ledger.tally.WinnerStatistics;
import dev.quarry.platform.json.Described;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The content of a snapshot. */
public record Leaderboard(
        @Described("Figures over all winners of the chosen markets, including those that are not listed")
        WinnerStatistics stats,

        @Described("The best ones, best first") List<LeaderboardEntry> strategies) {

    /**
     * @param assessed the assessments of the first winners, as many as were requested
     * @param verdicts the earlier verdict on each, by its hash
     */
    static Leaderboard of(
            WinnerStatistics stats,
            List<RankedRun> winners,
            List<AssessedWinner> assessed,
            Map<String, RunVerdict> verdicts) {
        return new Leaderboard(
                stats,
                IntStream.range(0, winners.size())
                        .mapToObj(i -> LeaderboardEntry.of(
                                i + 1,
                                winners.get(i),
                                i < assessed.size() ? assessed.get(i) : AssessedWinner.NOT_ASKED,
                                verdicts.get(winners.get(i).run().paramsHash())))
                        .toList());
    }
}
