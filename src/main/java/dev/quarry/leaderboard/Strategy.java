package dev.quarry.leaderboard;

import dev.quarry.runs.RankedRun;
import dev.quarry.runs.RunSetup;
import dev.quarry.runs.RunStatistics;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * A place on the leaderboard.
 *
 * @param rank from 1
 * @param paramsHash identifies base parameters and combination
 * @param discoveredAt when the run was stored
 * @param metrics how it fared
 * @param params the varied parameters
 * @param baseParams the parameters that did not vary, as the discovery was given them; engine defaults are not repeated
 * @param provenance what the run was tested on and by
 * @param identicalRuns how many qualifying winners have this outcome on the same bars
 */
public record Strategy(
        int rank,
        String paramsHash,
        OffsetDateTime discoveredAt,
        Metrics metrics,
        Map<String, Object> params,
        Map<String, Object> baseParams,
        Provenance provenance,
        long identicalRuns) {

    static Strategy of(int rank, RankedRun ranked) {
        return new Strategy(
                rank,
                ranked.run().paramsHash(),
                ranked.testedAt(),
                Metrics.of(ranked.run().statistics()),
                ranked.run().combination(),
                ranked.setup().baseParams(),
                Provenance.of(ranked.setup()),
                ranked.identicalRuns());
    }

    /**
     * Statistics in percent and ratios, under the reference's names.
     *
     * @param profitFactor null when no trade lost, see {@code profitFactorInfinite}
     */
    public record Metrics(
            double totalReturn,
            double maxDrawdown,
            double profitFactor,
            boolean profitFactorInfinite,
            double winRate,
            double sharpeRatio,
            double sortinoRatio,
            double calmarRatio,
            int numTrades,
            double avgReturn) {

        static Metrics of(RunStatistics run) {
            return new Metrics(
                    run.totalReturn(),
                    run.maxDrawdown(),
                    run.profitFactor(),
                    Double.isInfinite(run.profitFactor()),
                    run.winRate(),
                    run.sharpeRatio(),
                    run.sortinoRatio(),
                    run.calmarRatio(),
                    run.numTrades(),
                    run.avgReturn());
        }
    }

    /**
     * Where the numbers come from.
     *
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
                    setup.dataDigest(),
                    setup.engineVersion(),
                    setup.jobId());
        }
    }
}
