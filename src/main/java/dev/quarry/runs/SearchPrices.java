package dev.quarry.runs;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.Prices;
import dev.quarry.sweep.LeastBars;

/** The prices that a search runs on. */
public final class SearchPrices {

    private SearchPrices() {}

    /**
     * Loads them, fetching first what is missing.
     *
     * @throws JobFailedException with what to do when there are none, or fewer than the indicators need
     */
    public static Prices load(PriceHistory prices, MarketWindow window, SearchSpace space, JobContext job) {
        Prices stored = prices.loadComplete(window.series(), window.start(), window.end(), job);
        int bars = stored.bars().size();
        if (bars == 0) {
            throw new JobFailedException(window.noDataMessage());
        }
        LeastBars.of(space.grid(), space.baseParams()).complaint(bars).ifPresent(sentence -> {
            throw new JobFailedException(sentence);
        });
        return stored;
    }
}
