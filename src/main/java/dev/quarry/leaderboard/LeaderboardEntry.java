package dev.quarry.leaderboard;

import dev.quarry.assessment.AssessmentReport;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.RunMetrics;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.RankedRun;
import dev.quarry.platform.json.Described;
import dev.quarry.series.Warmup;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/** A place on the leaderboard. */
public record LeaderboardEntry(
        @Described("Its rank, from 1") int rank,

        @Described("Identifies base parameters and combination")
        String paramsHash,

        @Described("When the run was stored") OffsetDateTime discoveredAt,
        @Described("Its statistics") RunMetrics metrics,
        @Described("Which strategy it is of") StrategyReference strategy,
        @Described("The varied parameters") Map<String, Object> params,

        @Described("All parameters that did not vary: with params they make up the run's whole setup")
        Map<String, Object> baseParams,

        @Described("What the run was tested on and by") Provenance provenance,

        @Described("How many qualifying winners have this outcome on the same bars")
        long identicalRuns,

        @Described(
                value = "The verdict on how far it may be trusted; null where there is none",
                oneOf = "holds_up, likely_luck, cannot_tell, no_edge")
        String verdict,

        @Described("The verdict's sentence, or why there is none")
        String verdictNote,

        @Described("How far it may be trusted; null when it was not assessed")
        @Schema(implementation = AssessmentReport.class)
        JsonNode assessment,

        @Described("Why it was not, in a sentence; null when it was")
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
                ranked.setup().strategy(),
                ranked.run().combination(),
                ranked.setup().fixedParams(),
                Provenance.of(ranked.setup()),
                ranked.identicalRuns(),
                said.outcome(),
                said.note(),
                assessed.assessment(),
                assessed.missing());
    }

    /** Where the numbers come from. */
    public record Provenance(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("The length of a bar") String timeframe,
            @Described("Open of the first bar") String startTs,
            @Described("Open of the last bar") String endTs,
            @Described("Where indicators began") String warmup,
            @Described("Identifies the bars by content") String dataDigest,

            @Described("The engine's version: results of different versions are not comparable")
            String engineVersion,

            @Described("The discovery") long jobId) {

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
