package dev.quarry.runs;

import dev.quarry.assessment.Assessor;
import dev.quarry.assessment.OutcomeSketch;
import dev.quarry.assessment.Peers;
import dev.quarry.assessment.Search;
import dev.quarry.job.JobContext;

/** What was searched before on a series and range: a winner is judged by it, whoever asks. */
public interface SearchHistory {

    /** What searches came to so far. */
    OutcomeSketch before(MarketWindow window);

    /** How many distinct parameter sets were ever tried. */
    long trials(MarketWindow window);

    /** Takes note of what a search came to. */
    void add(MarketWindow window, OutcomeSketch outcomes, JobContext job);

    /** Takes note of a search, and assesses its winners. */
    default Assessor assessor(Search search, MarketWindow window, JobContext job) {
        Peers peers = Peers.of(search, before(window), Assessor.SEED, job::checkpoint);
        add(window, peers.tried(), job);
        return new Assessor(search, peers, trials(window), Assessor.SEED);
    }
}
