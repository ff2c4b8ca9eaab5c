package dev.quarry.optimisation;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.DividedSearches;
import dev.quarry.search.GridPart;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.SearchSpace;
import dev.quarry.search.SweepThreads;
import dev.quarry.search.TestedPrices;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sweeps a part of an optimisation that was divided. */
@ApplicationScoped
public class OptimizePartHandler implements JobHandler<GridPart, OptimizedPart> {

    static final JobType TYPE = new JobType("optimize_part", Lane.COMPUTE);

    private final DividedSearches searches;
    private final StrategyCatalog catalog;
    private final PriceHistory prices;
    private final Optimisations optimisations;

    @Inject
    OptimizePartHandler(
            DividedSearches searches,
            StrategyCatalog catalog,
            PriceHistory prices,
            SweepThreads threads,
            TrialCount trials,
            SearchHistory history) {
        this.searches = searches;
        this.catalog = catalog;
        this.prices = prices;
        this.optimisations = new Optimisations(threads, trials, history);
    }

    @Override
    public JobType type() {
        return TYPE;
    }

    @Override
    public Class<GridPart> parameters() {
        return GridPart.class;
    }

    @Override
    public List<Violation> check(GridPart part) {
        return divided(part)
                .map(request -> List.<Violation>of())
                .orElseGet(() -> List.of(new Violation(
                        "job_id",
                        String.format(Locale.ROOT, "must be an optimisation with shards; was %d", part.jobId()))));
    }

    @Override
    public OptimizedPart run(GridPart part, JobContext job) {
        OptimizeRequest request = divided(part)
                .orElseThrow(() -> new JobFailedException(
                        String.format(Locale.ROOT, "There is no optimisation %d to be shared any more", part.jobId())));
        SearchSpace space = request.space(catalog.ofJob(request.strategy()));
        TestedPrices stored = part.prices(prices.asOfOrNow(request.asOf()), request.window(), request.baseParams());
        try {
            return optimisations
                    .of(request)
                    .part(request, stored, OptimizeHandler.plan(request, space, job), part, job);
        } catch (TooMuchMemoryException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    /** The optimisation that is divided. */
    private Optional<OptimizeRequest> divided(GridPart part) {
        return searches.request(part, OptimizeHandler.TYPE, OptimizeRequest.class)
                .filter(OptimizeRequest::divides);
    }
}
