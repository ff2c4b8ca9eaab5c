package dev.quarry.discovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.assessment.AssessmentReport;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.ledger.RunSetup;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.ExactTime;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.TestedPrices;
import dev.quarry.search.WarmupReport;
import dev.quarry.spark.EngineReport;
import java.time.OffsetDateTime;
import java.util.Map;
import tools.jackson.databind.annotation.JsonSerialize;

/** The result of a {@code discover} job. */
public record DiscoverResult(
        @Described("Where the prices come from") String exchange,
        @Described("The market") String symbol,
        @Described("The length of a bar") String timeframe,
        @Described("Open of the first bar") String startTs,
        @Described("Open of the last bar") String endTs,

        @Described("All parameters that did not vary: with those of a run they make up its whole setup")
        Map<String, Object> baseParams,

        @Described("What was found") DiscoverySummary summary,

        @Described("How far the best combination may be trusted; absent when nothing was tested")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        AssessmentReport assessment,

        @Described("Where indicators began") WarmupReport warmup,
        @Described("Identifies the bars by content") String dataDigest,

        @Described("The as_of that gives these bars again, whatever is changed later; null where they have "
                + "not changed since Quarry began to record changes")
        @JsonSerialize(using = ExactTime.class)
        OffsetDateTime dataAsOf,

        @Described("The engine's version: results of different versions are not comparable")
        String engineVersion,

        @Described("Which strategy was searched") StrategyReference strategy,

        @Described(value = EngineReport.ENGINE, oneOf = EngineReport.ENGINES)
        String engine,

        @Described(EngineReport.REASON) @JsonInclude(JsonInclude.Include.NON_NULL)
        String fallbackReason,

        @Described(EngineReport.CHOICE) @JsonInclude(JsonInclude.Include.NON_NULL)
        String engineReason)
        implements Discovered {

    /** @param window the market and range as the client wrote them */
    static DiscoverResult of(
            MarketWindow window,
            RunSetup setup,
            DiscoverySummary summary,
            AssessmentReport assessment,
            TestedPrices tested,
            WarmupReport warmup,
            EngineReport engine) {
        return new DiscoverResult(
                window.exchange(),
                window.symbol(),
                window.timeframe(),
                window.startTs(),
                window.endTs(),
                setup.fixedParams(),
                summary,
                assessment,
                warmup,
                setup.dataDigest(),
                tested.asOf(),
                setup.engineVersion(),
                setup.strategy(),
                engine.engine(),
                engine.fallbackReason(),
                engine.engineReason());
    }
}
