package dev.quarry.optimisation;

import dev.quarry.job.JobContext;
import dev.quarry.search.MarketWindow;
import dev.quarry.sweep.SweepPlan;

/** Counts the parameter sets ever tried on a series and range. */
@FunctionalInterface
interface TrialCount {

    /** Records the plan's combinations. */
    void add(MarketWindow window, SweepPlan plan, JobContext job);
}
