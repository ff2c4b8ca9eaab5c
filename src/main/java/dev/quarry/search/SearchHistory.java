package dev.quarry.search;

import dev.quarry.assessment.Assessor;
import dev.quarry.assessment.OutcomeSketch;
import dev.quarry.assessment.Search;
import dev.quarry.assessment.SearchSample;
import dev.quarry.job.JobContext;

/** What was searched before on a series and range: every winner is judged by it, whichever search found it. */
public interface SearchHistory {

    /** The outcomes of all searches so far. */
    OutcomeSketch before(MarketWindow window);

    /** How many distinct parameter sets were ever tried. */
    long trials(MarketWindow window);

    /** Records the outcomes of a search. */
    void add(MarketWindow window, OutcomeSketch outcomes, JobContext job);

    /** Records a search, and returns what assesses its winners. */
    default Assessor assessor(Search search, MarketWindow window, JobContext job) {
        SearchSample sample = SearchSample.of(search, before(window), Assessor.SEED, job::checkpoint);
        add(window, sample.tried(), job);
        return new Assessor(search, sample, trials(window), Assessor.SEED);
    }
}
