package dev.quarry.discovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.ledger.JudgedPreset;
import dev.quarry.ledger.RunMetrics;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.platform.json.Described;
import dev.quarry.search.MarketWindow;
import dev.quarry.strategy.Preset;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;

/** A tested run with all that is known of it, enough to run it again to the same bits. */
public record WholeRun(
        @Described("Identifies base parameters and combination, 16 hexadecimal digits")
        String paramsHash,

        @Described("The prices it was tested on") MarketWindow market,
        @Described("Which strategy it is of") StrategyReference strategy,

        @Described("Place of the combination in the product of its grid, from 0")
        long gridIndex,

        @Described("The varied parameters") Map<String, Object> params,
        @Described("Its statistics") RunMetrics metrics,

        @Described("Whether it met the win criteria by which it was judged last")
        boolean winner,

        @Described("When it was stored") OffsetDateTime testedAt,
        @Described("The discovery that tested it") long jobId,

        @Described(
                value = "The verdict on how far it may be trusted; null where there is none",
                oneOf = "holds_up, likely_luck, cannot_tell, no_edge")
        String verdict,

        @Described("The verdict's sentence and date, or why there is none")
        String verdictNote,

        @Described("All parameters that did not vary: with params they make up the run's whole setup")
        Map<String, Object> baseParams,

        @Described("Identifies the bars by content") String dataDigest,

        @Described("The engine's version: results of different versions are not comparable")
        String engineVersion,

        @Described("How many runs have the same outcome on the same bars, this one included")
        long identicalRuns,

        @Described("The body with which POST /v1/backtest runs it again")
        Backtest backtest) {

    /** The body of a back-test request. */
    public record Backtest(
            @Described("The parameters of a back-test request, the market fields among them")
            Map<String, Object> params,

            @Described("The strategy's version; absent for the built-in family")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            String strategy) {

        static Backtest of(FoundRun found) {
            StrategyReference strategy = found.setup().strategy();
            return new Backtest(found.backtest(), strategy.isBuiltIn() ? null : strategy.text());
        }
    }

    static WholeRun of(FoundRun found, RunVerdict verdict, long identicalRuns) {
        ListedRun listed = ListedRun.of(found, verdict);
        return new WholeRun(
                listed.paramsHash(),
                listed.market(),
                listed.strategy(),
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
                Backtest.of(found));
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
                        found.parameters()),
                verdict,
                found.setup().strategy());
    }
}
