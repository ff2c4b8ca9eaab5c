package dev.quarry.discovery;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.job.ChildResult;
import dev.quarry.job.Children;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Json;
import dev.quarry.series.MarketFields;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/** The result of a {@code discover} job over several markets. */
public record MarketsResult(
        @Described("Combinations over all markets that could be tested")
        long totalTested,

        @Described("Combinations that these jobs tested") long newTested,
        @Described("Winners among all combinations") long winnersFound,

        @Described("The total return of the best, percent: the greatest of all winners, or, without one, of "
                + "all that was tested; 0 when nothing was tested")
        double bestReturn,

        @Described("The place in markets of the one that gave it; null when nothing was tested")
        Integer bestMarket,

        @Described("Whether the best met the win criteria") boolean bestIsWinner,
        @Described("How many markets could not be tested") int marketsFailed,

        @Described("Every market, in the order of the request")
        List<Market> markets,

        @Described("Which strategy was searched; null when nothing was tested")
        StrategyReference strategy)
        implements Discovered {

    /**
     * The most characters of assessments that are included here; those that do not fit are found in the market's own
     * job.
     */
    private static final int MAX_ASSESSED = 8_000_000;

    /** What became of one market. */
    public record Market(
            @Described("The job that tested it") long jobId,
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("The length of a bar") String timeframe,
            @Described("Open of the first bar") String startTs,
            @Described("Open of the last bar") String endTs,
            @Described("How that job ended") String status,

            @Described("The result of that job; null unless it succeeded. Without its assessment where those "
                    + "of the markets before it have eight million characters already: the market's own job "
                    + "has it")
            DiscoverResult result,

            @Described("Why it failed or was canceled; null unless it was")
            String error) {

        private static Market of(ChildResult child, DiscoverResult result) {
            return new Market(
                    child.jobId(),
                    child.payload().path(MarketFields.EXCHANGE).asString(),
                    child.payload().path(MarketFields.SYMBOL).asString(),
                    child.payload().path(MarketFields.TIMEFRAME).asString(),
                    child.payload().path(MarketFields.START).asString(),
                    child.payload().path(MarketFields.END).asString(),
                    child.state().code(),
                    result,
                    result != null ? null : child.error() == null ? "was canceled" : child.error());
        }
    }

    /** Reads the children one by one, holding only what is kept of each. */
    static MarketsResult of(Children children) {
        AtomicLong assessed = new AtomicLong();
        List<Market> markets = children.results()
                .map(child -> Market.of(child, child.succeeded() ? kept(child, assessed) : null))
                .toList();
        List<DiscoverySummary> summaries = markets.stream()
                .filter(market -> market.result != null)
                .map(market -> market.result.summary())
                .toList();
        Optional<Market> best = markets.stream()
                .filter(market -> market.result != null
                        && !market.result.summary().bestParams().isEmpty())
                .max(Comparator.comparing(
                                (Market market) -> market.result.summary().bestIsWinner())
                        .thenComparing(market -> market.result.summary().bestReturn()));
        return new MarketsResult(
                summaries.stream().mapToLong(DiscoverySummary::totalTested).sum(),
                summaries.stream().mapToLong(DiscoverySummary::newTested).sum(),
                summaries.stream().mapToLong(DiscoverySummary::winnersFound).sum(),
                best.map(market -> market.result.summary().bestReturn()).orElse(0.0),
                best.map(markets::indexOf).orElse(null),
                best.map(market -> market.result.summary().bestIsWinner()).orElse(false),
                markets.size() - summaries.size(),
                markets,
                markets.stream()
                        .filter(market -> market.result != null)
                        .map(market -> market.result.strategy())
                        .findFirst()
                        .orElse(null));
    }

    /** A child's result, without its assessment once there is no more room. */
    private static DiscoverResult kept(ChildResult child, AtomicLong assessed) {
        long length = child.result().path("assessment").toString().length();
        if (assessed.addAndGet(length) <= MAX_ASSESSED) {
            return child.resultAs(DiscoverResult.class);
        }
        assessed.addAndGet(-length);
        ObjectNode result = (ObjectNode) child.result();
        result.remove("assessment");
        return Json.MAPPER.treeToValue(result, DiscoverResult.class);
    }
}
