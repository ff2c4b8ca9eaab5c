package dev.quarry.optimisation;

import dev.quarry.job.Children;
import dev.quarry.job.JobContext;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.search.GridPart;
import dev.quarry.search.SearchCost;
import dev.quarry.search.TestedPrices;
import dev.quarry.sweep.SweepPlan;

/** A way to search a grid: at once, or in parts, which come to the same result. */
interface Optimisation {

    /**
     * What there is to be divided.
     *
     * @param grid the cost of sweeping the whole range once
     */
    SearchCost cost(SearchCost grid, OptimizeRequest request, TestedPrices stored, SweepPlan plan, JobContext job);

    /** The result of all of it. */
    OptimizeResult whole(OptimizeRequest request, TestedPrices stored, SweepPlan plan, SearchCost cost, JobContext job);

    /** What one part tells for {@link #together}. */
    OptimizedPart part(OptimizeRequest request, TestedPrices stored, SweepPlan plan, GridPart part, JobContext job);

    /** The result of all parts. */
    OptimizeResult together(
            OptimizeRequest request, SweepPlan plan, PriceHistory prices, Children children, JobContext job);
}
