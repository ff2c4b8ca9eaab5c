package dev.quarry.runs;

import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.Prices;
import dev.quarry.sweep.LeastBars;

/** The prices that a search runs on. */
public final class SearchPrices {

    private SearchPrices() {}

    /**
     * Loads them.
     *
     * @throws JobFailedException with what to do when there are none, or fewer than the indicators need
     */
    public static Prices load(PriceHistory prices, MarketWindow window, SearchSpace space) {
        Prices stored = prices.load(window.series(), window.start(), window.end());
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
