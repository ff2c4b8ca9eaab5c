package dev.quarry.search;

import dev.quarry.assessment.Assessor;
import dev.quarry.assessment.OutcomeSketch;
import dev.quarry.assessment.Search;
import dev.quarry.assessment.SearchSample;
import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.job.JobContext;

/**
 * What was searched before on a series and range with one strategy, see {@link CatalogedStrategy#key}: every winner is judged by it,
 * whichever search found it.
 */
public interface SearchHistory {

    /** The outcomes of all searches so far. */
    OutcomeSketch before(MarketWindow window, String strategy);

    /** How many distinct parameter sets were ever tried. */
    long trials(MarketWindow window, String strategy);

    /** Records the outcomes of a search. */
    void add(MarketWindow window, String strategy, OutcomeSketch outcomes, JobContext job);

    /** Records a search, and returns what assesses its winners. */
    default Assessor assessor(Search search, MarketWindow window, JobContext job) {
        String strategy = CatalogedStrategy.key(search.combinations().grid().strategy());
        SearchSample sample = SearchSample.of(search, before(window, strategy), Assessor.SEED, job::checkpoint);
        add(window, strategy, sample.tried(), job);
        return new Assessor(search, sample, trials(window, strategy), Assessor.SEED);
    }
}
