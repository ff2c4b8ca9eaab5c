package dev.quarry.leaderboard;

import dev.quarry.assessment.AssessmentReport;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.RunMetrics;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.RankedRun;
import dev.quarry.series.Warmup;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/**
 * A place on the leaderboard.
 *
 * @param rank from 1
 * @param paramsHash identifies base parameters and combination
 * @param discoveredAt when the run was stored
 * @param metrics its statistics
 * @param params the varied parameters
 * @param baseParams all parameters that did not vary: with {@code params} they make up the run's whole setup
 * @param provenance what the run was tested on and by
 * @param identicalRuns how many qualifying winners have this outcome on the same bars
 * @param verdict {@code holds_up}, {@code likely_luck}, {@code cannot_tell} or {@code no_edge}; null where there is
 *     none
 * @param verdictNote the verdict's sentence, or why there is none
 * @param assessment how far it may be trusted; null when it was not assessed
 * @param assessmentMissing why it was not, in a sentence; null when it was
 */
public record LeaderboardEntry(
        int rank,
        String paramsHash,
        OffsetDateTime discoveredAt,
        RunMetrics metrics,
        Map<String, Object> params,
        Map<String, Object> baseParams,
        Provenance provenance,
        long identicalRuns,
        String verdict,
        String verdictNote,
        @Schema(implementation = AssessmentReport.class) JsonNode assessment,
        String assessmentMissing) {

    /** Winners as they are listed outside of leaderboards: with their stored verdicts; nothing is assessed for this. */
    static List<LeaderboardEntry> ranked(List<RankedRun> winners, AssessmentStore assessments) {
        Map<String, RunVerdict> verdicts = assessments.verdicts(setups(winners));
        return IntStream.range(0, winners.size())
                .mapToObj(i -> {
                    RankedRun winner = winners.get(i);
                    return of(
                            i + 1,
                            winner,
                            AssessedWinner.LISTED,
                            verdicts.get(winner.run().paramsHash()));
                })
                .toList();
    }

    /** The setups of those runs, by the runs' hashes. */
    static Map<String, RunSetup> setups(List<RankedRun> winners) {
        Map<String, RunSetup> setups = new HashMap<>();
        winners.forEach(winner -> setups.put(winner.run().paramsHash(), winner.setup()));
        return setups;
    }

    /** @param kept the stored verdict, for a winner that is not assessed now */
    static LeaderboardEntry of(int rank, RankedRun ranked, AssessedWinner assessed, RunVerdict kept) {
        JsonNode verdict =
                assessed.assessment() == null ? null : assessed.assessment().get("verdict");
        RunVerdict said = verdict == null
                ? kept
                : new RunVerdict(
                        verdict.path("outcome").asString(null),
                        verdict.path("sentence").asString(null));
        return new LeaderboardEntry(
                rank,
                ranked.run().paramsHash(),
                ranked.testedAt(),
                RunMetrics.of(ranked.run().statistics()),
                ranked.run().combination(),
                ranked.setup().fixedParams(),
                Provenance.of(ranked.setup()),
                ranked.identicalRuns(),
                said.outcome(),
                said.note(),
                assessed.assessment(),
                assessed.missing());
    }

    /**
     * Where the numbers come from.
     *
     * @param warmup where indicators began
     * @param dataDigest identifies the bars by content
     * @param engineVersion the engine's version: results of different versions are not comparable
     * @param jobId the discovery
     */
    public record Provenance(
            String exchange,
            String symbol,
            String timeframe,
            String startTs,
            String endTs,
            String warmup,
            String dataDigest,
            String engineVersion,
            long jobId) {

        static Provenance of(RunSetup setup) {
            return new Provenance(
                    setup.exchange(),
                    setup.symbol(),
                    setup.timeframe(),
                    setup.startTs(),
                    setup.endTs(),
                    Warmup.of(setup.baseParams()).text(),
                    setup.dataDigest(),
                    setup.engineVersion(),
                    setup.jobId());
        }
    }
}
