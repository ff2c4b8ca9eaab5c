package dev.quarry.discovery;

import dev.quarry.assessment.OutcomeSample;
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
import dev.quarry.search.TestedPrices;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tests a part of a discovery that was divided, and stores its runs as the discovery's. */
@ApplicationScoped
public class DiscoverPartHandler implements JobHandler<GridPart, DiscoveredPart> {

    static final JobType TYPE = new JobType("discover_part", Lane.COMPUTE);

    private final DividedSearches searches;
    private final StrategyCatalog catalog;
    private final PriceHistory prices;
    private final DiscoverySweep sweep;

    @Inject
    public DiscoverPartHandler(
            DividedSearches searches, StrategyCatalog catalog, PriceHistory prices, DiscoverySweep sweep) {
        this.searches = searches;
        this.catalog = catalog;
        this.prices = prices;
        this.sweep = sweep;
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
                        String.format(
                                Locale.ROOT, "must be a discovery of one market with shards; was %d", part.jobId()))));
    }

    @Override
    public DiscoveredPart run(GridPart part, JobContext job) {
        long started = System.nanoTime();
        DiscoverRequest request = divided(part)
                .orElseThrow(() -> new JobFailedException(
                        String.format(Locale.ROOT, "There is no discovery %d to be shared any more", part.jobId())));
        TestedPrices stored = part.prices(prices.asOfOrNow(request.asOf()), request.window(), request.baseParams());
        DiscoveryPlan plan =
                DiscoveryPlan.of(request, catalog.ofJob(request.strategy()), stored, part.jobId(), job::checkpoint);
        // What an earlier attempt of this part stored is known; of an undivided search, nothing was.
        boolean mayKnow = !part.fresh() || job.attempt() > 1;
        OutcomeSample sample = OutcomeSample.toFill();
        try {
            return sweep.run(
                            plan,
                            plan.combinations()
                                    .slice(part.slice(plan.combinations().size())),
                            mayKnow,
                            sweep.engine(stored.indicators(job::checkpoint)),
                            sample,
                            job)
                    .part(sample, (System.nanoTime() - started) / 1e9);
        } catch (TooMuchMemoryException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    /** The discovery that is divided. */
    private Optional<DiscoverRequest> divided(GridPart part) {
        return searches.request(part, DiscoverHandler.TYPE, DiscoverRequest.class)
                .filter(request -> !request.hasMarkets() && request.divides());
    }
}
