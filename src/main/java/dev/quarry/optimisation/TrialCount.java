package dev.quarry.optimisation;

import dev.quarry.job.JobContext;
import dev.quarry.search.MarketWindow;
import dev.quarry.sweep.SweepPlan;

/** Counts what was ever tried on a series and range. */
@FunctionalInterface
interface TrialCount {

    /** Takes note of the plan's combinations. */
    void add(MarketWindow window, SweepPlan plan, JobContext job);
}
