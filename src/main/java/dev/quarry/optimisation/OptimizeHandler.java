package dev.quarry.optimisation;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.job.Children;
import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.job.store.WorkerRows;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.GridPart;
import dev.quarry.search.SearchCost;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.SearchSpace;
import dev.quarry.search.Shards;
import dev.quarry.search.SweepThreads;
import dev.quarry.search.TestedPrices;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import tools.jackson.databind.JsonNode;

/** Searches a grid for the best combinations on stored prices. */
@ApplicationScoped
public class OptimizeHandler implements JobHandler<OptimizeRequest, OptimizeResult> {

    static final JobType TYPE = new JobType("optimize", Lane.COMPUTE);

    private final PriceHistory prices;
    private final StrategyCatalog catalog;
    private final Optimisations optimisations;
    private final WorkerRows workers;
    private final long mostCombinations;
    private final long mostRuleSeconds;

    /**
     * @param mostCombinations larger grids are refused at enqueue
     * @param mostRuleSeconds a job fails before its sweep whose definition's lines and conditions would take longer, about, on
     *     one core
     */
    @Inject
    public OptimizeHandler(
            PriceHistory prices,
            StrategyCatalog catalog,
            SweepThreads threads,
            TrialCount trials,
            SearchHistory history,
            WorkerRows workers,
            @ConfigProperty(name = "quarry.optimisation.max-combinations", defaultValue = "10000000")
                    long mostCombinations,
            @ConfigProperty(name = "quarry.search.max-rule-seconds", defaultValue = "3600") long mostRuleSeconds) {
        this.prices = prices;
        this.catalog = catalog;
        this.optimisations = new Optimisations(threads, trials, history);
        this.workers = workers;
        this.mostCombinations = mostCombinations;
        this.mostRuleSeconds = mostRuleSeconds;
    }

    @Override
    public JobType type() {
        return TYPE;
    }

    @Override
    public Class<OptimizeRequest> parameters() {
        return OptimizeRequest.class;
    }

    @Override
    public List<Violation> check(OptimizeRequest request) {
        StrategyCatalog.Found found =
                catalog.find(request.strategy(), request.window().bar());
        if (found.strategy().isEmpty()) {
            return found.violations();
        }
        List<Violation> violations = request.strategy() == null
                ? List.of()
                : request.spaceViolations(found.strategy().get());
        return violations.isEmpty() && !request.sampling().asked()
                ? request.space(found.strategy().get()).sizeViolations(mostCombinations)
                : violations;
    }

    @Override
    public JsonNode stored(OptimizeRequest request, JsonNode payload) {
        return catalog.fixed(request.strategy(), payload);
    }

    @Override
    public OptimizeResult run(OptimizeRequest request, JobContext job) {
        job.progress(0, 0, "Loading OHLCV data");
        CatalogedStrategy strategy = catalog.ofJob(request.strategy());
        SearchSpace space = request.space(strategy);
        TestedPrices stored = TestedPrices.complete(prices.asOfOrNow(request.asOf()), request.window(), space, job);
        if (request.sampling().asked()) {
            return complete(sampled(request, space, stored, job), strategy, job);
        }
        space.checkCost(stored, mostRuleSeconds);
        SweepPlan plan = plan(request, space, job);
        warnOfLeftOut(plan.combinations(), job);
        try {
            Optimisation search = optimisations.of(request);
            SearchCost grid = SearchCost.of(space, stored, plan.combinations().size());
            SearchCost cost = search.cost(grid, request, stored, plan, job);
            int parts = request.divides() ? Shards.of(request.shards()).parts(cost, workers.all()) : 1;
            if (parts > 1) {
                job.info(String.format(Locale.ROOT, "The search is divided into %d parts", parts));
                return job.fanOut(
                        GridPart.jobs(OptimizePartHandler.TYPE, job.jobId(), parts, stored, true),
                        FailurePolicy.FAIL_FAST);
            }
            return complete(search.whole(request, stored, plan, cost, job), strategy, job);
        } catch (TooMuchMemoryException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    private OptimizeResult sampled(OptimizeRequest request, SearchSpace space, TestedPrices stored, JobContext job) {
        space.checkCostOfTrials(stored, mostRuleSeconds, request.trials());
        try {
            return optimisations.inSample().sampled(request, space, stored, job);
        } catch (TooMuchMemoryException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    /** The result of a search whose parts are done: as if it had not been divided. */
    @Override
    public OptimizeResult gather(OptimizeRequest request, Children children, JobContext job) {
        CatalogedStrategy strategy = catalog.ofJob(request.strategy());
        SweepPlan plan = plan(request, request.space(strategy), job);
        try {
            return complete(optimisations.of(request).together(request, plan, prices, children, job), strategy, job);
        } catch (TooMuchMemoryException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    private static OptimizeResult complete(OptimizeResult result, CatalogedStrategy strategy, JobContext job) {
        long total = Math.max(1, result.combinations());
        job.progress(total, total, "Optimization complete");
        return result.with(strategy.reference());
    }

    static SweepPlan plan(OptimizeRequest request, SearchSpace space, JobContext job) {
        return SweepPlan.of(
                Combinations.searchable(space.grid(), request.baseParams(), job::checkpoint), request.baseParams());
    }

    private static void warnOfLeftOut(Combinations combinations, JobContext job) {
        Grid grid = combinations.grid();
        long left = grid.size() - combinations.size();
        if (left > 0) {
            job.warn(String.format(
                    Locale.ROOT,
                    "%d of %d combinations are left out: %s",
                    left,
                    grid.size(),
                    grid.strategy().isPrunedAsReference()
                            ? "stop_pct has no effect with ATR stops"
                            : "they differ from others only in what has no effect"));
        }
    }
}
