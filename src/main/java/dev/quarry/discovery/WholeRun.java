package dev.quarry.discovery;

import dev.quarry.ledger.JudgedPreset;
import dev.quarry.ledger.RunMetrics;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.search.MarketWindow;
import dev.quarry.strategy.Preset;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;

/**
 * A tested run with all that is known of it, enough to run it again to the same bits.
 *
 * @param paramsHash see {@link ListedRun}, as for all up to {@code verdictNote}
 * @param baseParams all parameters that did not vary: with {@code params} they make up the run's whole setup
 * @param dataDigest identifies the bars by content
 * @param engineVersion the engine's version: results of different versions are not comparable
 * @param identicalRuns how many runs have the same outcome on the same bars, this one included
 * @param backtest the body with which {@code POST /v1/backtest} runs it again
 */
public record WholeRun(
        String paramsHash,
        MarketWindow market,
        long gridIndex,
        Map<String, Object> params,
        RunMetrics metrics,
        boolean winner,
        OffsetDateTime testedAt,
        long jobId,
        String verdict,
        String verdictNote,
        Map<String, Object> baseParams,
        String dataDigest,
        String engineVersion,
        long identicalRuns,
        Backtest backtest) {

    /** The body of a back-test request. */
    public record Backtest(Map<String, Object> params) {}

    static WholeRun of(FoundRun found, RunVerdict verdict, long identicalRuns) {
        ListedRun listed = ListedRun.of(found, verdict);
        return new WholeRun(
                listed.paramsHash(),
                listed.market(),
                listed.gridIndex(),
                listed.params(),
                listed.metrics(),
                listed.winner(),
                listed.testedAt(),
                listed.jobId(),
                listed.verdict(),
                listed.verdictNote(),
                found.setup().fixedParams(),
                found.setup().dataDigest(),
                found.setup().engineVersion(),
                identicalRuns,
                new Backtest(found.backtest()));
    }

    /**
     * The run as a preset, with every parameter that it was tested with.
     *
     * @param key null makes one of the hash
     * @param name null makes one of the hash
     */
    static JudgedPreset preset(FoundRun found, RunVerdict verdict, String key, String name) {
        RunMetrics metrics = RunMetrics.of(found.run().statistics());
        String hash = found.run().paramsHash();
        return JudgedPreset.of(
                new Preset(
                        key == null ? "discovered_" + hash : key,
                        name == null ? "Discovered " + hash : name,
                        String.format(
                                Locale.ROOT,
                                "Discovered strategy: %.2f%% return, %.2f%% max DD, PF %s",
                                metrics.totalReturn(),
                                metrics.maxDrawdown(),
                                metrics.profitFactorInfinite()
                                        ? "infinite"
                                        : String.format(Locale.ROOT, "%.2f", metrics.profitFactor())),
                        "discovered",
                        found.strategy()),
                verdict);
    }
}
