package dev.quarry.discovery;

import dev.quarry.runs.MarketWindow;

/**
 * The result of a {@code discover} job.
 *
 * @param summary what was found
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
        String dataDigest,
        String engineVersion)
        implements Discovered {

    static DiscoverResult of(MarketWindow window, DiscoverySummary summary, String dataDigest, String engineVersion) {
        return new DiscoverResult(
                window.exchange(),
                window.symbol(),
                window.timeframe(),
                window.startTs(),
                window.endTs(),
                summary,
                dataDigest,
                engineVersion);
    }
}
