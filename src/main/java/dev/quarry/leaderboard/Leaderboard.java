package dev.quarry.leaderboard;

import dev.quarry.runs.RankedRun;
import dev.quarry.runs.RunVerdict;
import dev.quarry.runs.WinnerStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The content of a snapshot.
 *
 * @param stats all winners of the chosen markets, also those that are not listed
 * @param strategies the best ones, best first
 */
public record Leaderboard(WinnerStatistics stats, List<Strategy> strategies) {

    /**
     * @param assessed the first of the winners, as many as were to be assessed
     * @param verdicts what was said of each before, by its hash
     */
    static Leaderboard of(
            WinnerStatistics stats,
            List<RankedRun> winners,
            List<AssessedWinner> assessed,
            Map<String, RunVerdict> verdicts) {
        return new Leaderboard(
                stats,
                IntStream.range(0, winners.size())
                        .mapToObj(i -> Strategy.of(
                                i + 1,
                                winners.get(i),
                                i < assessed.size() ? assessed.get(i) : AssessedWinner.NOT_ASKED,
                                verdicts.get(winners.get(i).run().paramsHash())))
                        .toList());
    }
}
