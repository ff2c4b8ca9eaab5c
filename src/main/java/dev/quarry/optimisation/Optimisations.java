package dev.quarry.optimisation;

import dev.quarry.search.SearchHistory;
import dev.quarry.search.SweepThreads;

/** The ways to search a grid. */
record Optimisations(InSampleSearch inSample, Optimisation validated) {

    Optimisations(SweepThreads threads, TrialCount trials, SearchHistory history) {
        this(new InSampleSearch(threads, trials, history), new ValidatedSearch(threads, trials, history));
    }

    /** The one that a request asks for. */
    Optimisation of(OptimizeRequest request) {
        return request.recommends() ? validated : inSample;
    }
}
