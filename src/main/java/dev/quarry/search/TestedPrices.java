package dev.quarry.search;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.PriceView;
import dev.quarry.marketdata.Prices;
import dev.quarry.series.Bars;
import dev.quarry.series.Warmup;
import dev.quarry.sweep.LeastBars;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * The prices that runs are tested on: the bars of a range, and those before it where indicators begin there.
 *
 * @param history the bars from which indicators are computed, up to the end of the range
 * @param warmupBars how many of them come before the range
 * @param digest identifies by content all bars that the numbers depend on
 * @param origin a sentence on what the bars were made of; empty where they are stored themselves
 * @param asOf the time as of which they are the same for ever; null where they have not changed since Quarry began to
 *     record changes
 */
public record TestedPrices(Bars history, int warmupBars, String digest, String origin, OffsetDateTime asOf) {

    private static final OffsetDateTime EARLIEST = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final long CACHE_BYTES = 64L << 20;

    /**
     * The stored prices of the window; no bars when there are none in the range.
     *
     * @param parameters the run's parameters, which say how prices are adjusted and where indicators begin
     */
    public static TestedPrices stored(PriceHistory prices, MarketWindow window, Map<String, ?> parameters) {
        OffsetDateTime start = Warmup.of(parameters) == Warmup.PRE_ROLL ? EARLIEST : window.start();
        Prices loaded = prices.load(window.series(), start, window.end(), PriceView.of(parameters));
        return of(
                loaded, loaded.bars().firstAtOrAfter(window.start().toInstant().toEpochMilli()));
    }

    /**
     * Loads them for a request, fetching first what is missing in the range.
     *
     * @throws dev.quarry.platform.problem.ProblemException as {@link PriceHistory#loadRequested} does
     */
    public static TestedPrices requested(PriceHistory prices, MarketWindow window, Map<String, ?> parameters) {
        Prices range = prices.loadRequested(window.series(), window.start(), window.end(), PriceView.of(parameters));
        return Warmup.of(parameters) == Warmup.PRE_ROLL ? stored(prices, window, parameters) : of(range, 0);
    }

    /**
     * Loads them for a search, fetching first what is missing in the range.
     *
     * @throws JobFailedException with what to do when there are none, or fewer than the indicators need
     */
    public static TestedPrices complete(PriceHistory prices, MarketWindow window, SearchSpace space, JobContext job) {
        Prices range = prices.loadComplete(
                window.series(), window.start(), window.end(), PriceView.of(space.baseParams()), job);
        if (range.bars().size() == 0) {
            throw new JobFailedException(
                    range.madeOf() == null ? window.noDataMessage() : window.noCompleteBarsMessage(range.origin()));
        }
        TestedPrices tested =
                space.warmup() == Warmup.PRE_ROLL ? stored(prices, window, space.baseParams()) : of(range, 0);
        LeastBars.of(space.grid(), space.baseParams(), job::checkpoint)
                .complaint(tested.history().size())
                .ifPresent(sentence -> {
                    throw new JobFailedException(sentence);
                });
        return tested;
    }

    private static TestedPrices of(Prices loaded, int before) {
        return new TestedPrices(loaded.bars(), before, loaded.digest(), loaded.origin(), loaded.asOf());
    }

    /** How many bars the range has. */
    public int size() {
        return history.size() - warmupBars;
    }

    /**
     * The first bars of the range with their indicators, which have a smaller cache.
     *
     * @param bars how many
     * @param checkpoint as {@link IndicatorCache} has it
     */
    public IndicatorCache indicatorsOfFirst(int bars, Runnable checkpoint) {
        return new IndicatorCache(history.slice(0, warmupBars + bars), warmupBars, CACHE_BYTES / 4, checkpoint);
    }

    /**
     * The bars of the range with their indicators.
     *
     * @param checkpoint as {@link IndicatorCache} has it
     */
    public IndicatorCache indicators(Runnable checkpoint) {
        return new IndicatorCache(history, warmupBars, CACHE_BYTES, checkpoint);
    }
}
