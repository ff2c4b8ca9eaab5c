package dev.quarry.discovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.assessment.AssessmentReport;
import dev.quarry.ledger.RunSetup;
import dev.quarry.platform.json.ExactTime;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.TestedPrices;
import dev.quarry.search.WarmupReport;
import java.time.OffsetDateTime;
import java.util.Map;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The result of a {@code discover} job.
 *
 * @param baseParams all parameters that did not vary: with those of a run they make up its whole setup
 * @param summary what was found
 * @param assessment how far the best combination may be trusted, see {@link dev.quarry.assessment.Assessment}; absent
 *     when nothing was tested
 * @param warmup where indicators began
 * @param dataDigest identifies the bars by content
 * @param dataAsOf the {@code as_of} that gives these bars again, whatever is changed later; null where they have not
 *     changed since Quarry began to record changes
 * @param engineVersion the engine's version: results of different versions are not comparable
 */
public record DiscoverResult(
        String exchange,
        String symbol,
        String timeframe,
        String startTs,
        String endTs,
        Map<String, Object> baseParams,
        DiscoverySummary summary,
        @JsonInclude(JsonInclude.Include.NON_NULL) AssessmentReport assessment,
        WarmupReport warmup,
        String dataDigest,
        @JsonSerialize(using = ExactTime.class) OffsetDateTime dataAsOf,
        String engineVersion)
        implements Discovered {

    /** @param window the market and range as the client wrote them */
    static DiscoverResult of(
            MarketWindow window,
            RunSetup setup,
            DiscoverySummary summary,
            AssessmentReport assessment,
            TestedPrices tested,
            WarmupReport warmup) {
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
                setup.engineVersion());
    }
}
