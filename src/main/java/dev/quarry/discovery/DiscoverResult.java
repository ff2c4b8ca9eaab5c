package dev.quarry.discovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.runs.MarketWindow;
import java.util.Map;

/**
 * The result of a {@code discover} job.
 *
 * @param summary what was found
 * @param assessment how far the best combination may be trusted, see {@link dev.quarry.assessment.Assessment}; absent
 *     when nothing was tested
 * @param dataDigest identifies the bars by content
 * @param engineVersion identifies the meaning of the numbers
 */
public record DiscoverResult(
        String exchange,
        String symbol,
        String timeframe,
        String startTs,
        String endTs,
        DiscoverySummary summary,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Object> assessment,
        String dataDigest,
        String engineVersion)
        implements Discovered {

    static DiscoverResult of(
            MarketWindow window,
            DiscoverySummary summary,
            Map<String, Object> assessment,
            String dataDigest,
            String engineVersion) {
        return new DiscoverResult(
                window.exchange(),
                window.symbol(),
                window.timeframe(),
                window.startTs(),
                window.endTs(),
                summary,
                assessment,
                dataDigest,
                engineVersion);
    }
}
