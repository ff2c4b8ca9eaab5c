package dev.quarry.search;

import dev.quarry.assessment.OutcomeSketch;
import dev.quarry.job.JobContext;

/** A series on which nothing was searched before, or only so many trials are known of. */
public record NoHistory(long trials) implements SearchHistory {

    public static final NoHistory NONE = new NoHistory(0);

    @Override
    public OutcomeSketch before(MarketWindow window, String strategy) {
        return OutcomeSketch.EMPTY;
    }

    @Override
    public long trials(MarketWindow window, String strategy) {
        return trials;
    }

    @Override
    public void add(MarketWindow window, String strategy, OutcomeSketch outcomes, JobContext job) {}
}
