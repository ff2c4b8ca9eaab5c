package dev.quarry.leaderboard;

import dev.quarry.backtest.Warmup;
import dev.quarry.runs.RankedRun;
import dev.quarry.runs.RunMetrics;
import dev.quarry.runs.RunSetup;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A place on the leaderboard.
 *
 * @param rank from 1
 * @param paramsHash identifies base parameters and combination
 * @param discoveredAt when the run was stored
 * @param metrics how it fared
 * @param params the varied parameters
 * @param baseParams the parameters that did not vary, all of them: with {@code params} every parameter of the run
 * @param provenance what the run was tested on and by
 * @param identicalRuns how many qualifying winners have this outcome on the same bars
 * @param assessment how far it may be trusted; null when it was not assessed
 * @param assessmentMissing why it was not, in a sentence; null when it was
 */
public record Strategy(
        int rank,
        String paramsHash,
        OffsetDateTime discoveredAt,
        RunMetrics metrics,
        Map<String, Object> params,
        Map<String, Object> baseParams,
        Provenance provenance,
        long identicalRuns,
        JsonNode assessment,
        String assessmentMissing) {

    /** Winners as they are listed outside of leaderboards, without an assessment. */
    static List<Strategy> ranked(List<RankedRun> winners) {
        return IntStream.range(0, winners.size())
                .mapToObj(i -> of(i + 1, winners.get(i), AssessedWinner.NOT_ASKED))
                .toList();
    }

    static Strategy of(int rank, RankedRun ranked, AssessedWinner assessed) {
        return new Strategy(
                rank,
                ranked.run().paramsHash(),
                ranked.testedAt(),
                RunMetrics.of(ranked.run().statistics()),
                ranked.run().combination(),
                ranked.setup().fixedParams(),
                Provenance.of(ranked.setup()),
                ranked.identicalRuns(),
                assessed.assessment(),
                assessed.missing());
    }

    /**
     * Where the numbers come from.
     *
     * @param warmup where indicators began
     * @param dataDigest identifies the bars by content
     * @param engineVersion identifies the meaning of the numbers
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
