package dev.quarry.optimisation;

import dev.quarry.assessment.Assessment;
import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.CrossValidatedPaths;
import dev.quarry.assessment.OutOfSample;
import dev.quarry.assessment.Search;
import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
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
import dev.quarry.search.Failures;
import dev.quarry.search.GridPart;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SearchCost;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.SearchSpace;
import dev.quarry.search.Shards;
import dev.quarry.search.SweepThreads;
import dev.quarry.search.TestedPrices;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.LongestTrade;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.search.Degradation;
import dev.quarry.sweep.search.PurgedCrossValidation;
import dev.quarry.sweep.search.PurgedCrossValidationResult;
import dev.quarry.sweep.search.WalkForwardResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import tools.jackson.databind.JsonNode;

/** Searches a grid for the best combinations on stored prices. */
@ApplicationScoped
public class OptimizeHandler implements JobHandler<OptimizeRequest, OptimizeResult> {

    static final JobType TYPE = new JobType("optimize", Lane.COMPUTE);

    private final PriceHistory prices;
    private final StrategyCatalog catalog;
    private final SweepThreads threads;
    private final TrialCount trials;
    private final SearchHistory history;
    private final InSampleSearch inSample;
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
        this.threads = threads;
        this.trials = trials;
        this.history = history;
        this.inSample = new InSampleSearch(threads, trials, history);
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
        SearchSpace space = request.space(found.strategy().get());
        List<Violation> violations = request.strategy() == null ? List.of() : space.violations();
        return violations.isEmpty() ? space.sizeViolations(mostCombinations) : violations;
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
        space.checkCost(stored, mostRuleSeconds);
        SweepPlan plan = plan(request, space, job);
        SearchCost cost = SearchCost.of(space, stored, plan.combinations().size());
        int parts = request.divides() ? Shards.of(request.shards()).parts(cost, workers.all()) : 1;
        if (parts > 1) {
            job.info(String.format(Locale.ROOT, "The grid is divided into %d parts", parts));
            return job.fanOut(
                    GridPart.jobs(OptimizePartHandler.TYPE, job.jobId(), parts, stored, true), FailurePolicy.FAIL_FAST);
        }
        OptimizeResult result;
        try {
            result = (request.walksForward()
                            ? walkForward(request, stored, plan, job)
                            : request.crossValidates()
                                    ? crossValidation(request, stored, plan, job)
                                    : inSample.whole(request, stored, plan, cost, job))
                    .with(strategy.reference());
        } catch (TooMuchMemoryException e) {
            throw new JobFailedException(e.getMessage());
        }
        long total = Math.max(1, result.combinations());
        job.progress(total, total, "Optimization complete");
        return result;
    }

    /** The result of a search whose parts are done: as if it had not been divided. */
    @Override
    public OptimizeResult gather(OptimizeRequest request, Children children, JobContext job) {
        CatalogedStrategy strategy = catalog.ofJob(request.strategy());
        OptimizeResult result;
        try {
            result = inSample.together(request, request.space(strategy), prices, children, job)
                    .with(strategy.reference());
        } catch (TooMuchMemoryException e) {
            throw new JobFailedException(e.getMessage());
        }
        long total = Math.max(1, result.combinations());
        job.progress(total, total, "Optimization complete");
        return result;
    }

    static SweepPlan plan(OptimizeRequest request, SearchSpace space, JobContext job) {
        Grid grid = space.grid();
        Combinations combinations = Combinations.searchable(grid, request.baseParams(), job::checkpoint);
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
        return SweepPlan.of(combinations, request.baseParams());
    }

    private OptimizeResult walkForward(OptimizeRequest request, TestedPrices stored, SweepPlan plan, JobContext job) {
        IndicatorCache series = stored.indicators(job::checkpoint);
        int folds = request.walk().splits(series.bars()).size();
        long perFold = Math.max(1, plan.combinations().size());
        WalkForwardResult walked = request.walk()
                .run(
                        series,
                        threads::engine,
                        plan,
                        request.search(),
                        (done, total) -> job.progress(
                                done, total, String.format(Locale.ROOT, "Walk-forward %d/%d", done / perFold, folds)));
        Failures failures = Failures.of(walked.trainingFailures());
        InSampleSearch.report(walked.folds().size() * plan.combinations().size() - failures.count(), failures, job);
        trials.add(request.window(), plan, job);
        OptimizeResult result = OptimizeResult.walkForward(request, stored, plan, walked, failures);
        if (walked.okFolds().isEmpty()) {
            return result;
        }
        return result.withWalk(
                WalkReport.Degradation.of(
                        request.search().metric(),
                        Degradation.of(request.walk(), request.search().metric(), walked)),
                OutOfSample.of(series, request.walk(), walked, plan, job::checkpoint)
                        .map(WalkReport.Joined::of)
                        .orElse(null),
                assessRecommended(series, request.window(), plan, walked.recommendedParams(), job));
    }

    private OptimizeResult crossValidation(
            OptimizeRequest request, TestedPrices stored, SweepPlan plan, JobContext job) {
        IndicatorCache series = stored.indicators(job::checkpoint);
        PurgedCrossValidation validation = request.crossValidation();
        int purge = LongestTrade.bars(plan.combinations().grid(), plan.base(), job::checkpoint)
                .orElse(0);
        validation.complaint(series.bars(), purge).ifPresent(sentence -> {
            throw new JobFailedException(sentence);
        });
        long perSplit = Math.max(1, plan.combinations().size());
        PurgedCrossValidationResult validated = validation.run(
                series,
                threads::engine,
                plan,
                request.search(),
                purge,
                (done, total) -> job.progress(
                        done, total, String.format(Locale.ROOT, "Split %d/%d", done / perSplit, validation.splits())));
        Failures failures = Failures.of(validated.trainingFailures());
        InSampleSearch.report(validation.splits() * plan.combinations().size() - failures.count(), failures, job);
        trials.add(request.window(), plan, job);
        CrossValidatedPaths paths = CrossValidatedPaths.of(series.bars(), validated);
        OptimizeResult result = OptimizeResult.crossValidation(request, stored, plan, validated, paths, failures);
        CrossValidationReport report = CrossValidationReport.of(series.bars(), validated, paths);
        return validated.choices().isEmpty()
                ? result.withPaths(report, null)
                : result.withPaths(
                        report,
                        assessRecommended(
                                series,
                                request.window(),
                                plan,
                                validated.choices().get(0).values(),
                                job));
    }

    /**
     * Assesses the recommendation. Parameters that are each the most frequent need not be a valid combination; then
     * there is nothing to assess.
     */
    private AssessmentReport assessRecommended(
            IndicatorCache series, MarketWindow window, SweepPlan plan, Map<String, Object> values, JobContext job) {
        Map<String, Object> recommended = new LinkedHashMap<>(plan.base());
        recommended.putAll(values);
        boolean runs = StrategyParameters.parse(plan.strategy(), recommended, plan.defaultCommission())
                .faults()
                .isEmpty();
        return runs
                ? AssessmentReport.of(assessment(InSampleSearch.search(series, plan), window, recommended, job))
                : null;
    }

    /**
     * How far a combination may be trusted.
     *
     * @param winner raw parameters, base parameters included
     */
    private Assessment assessment(Search search, MarketWindow window, Map<String, Object> winner, JobContext job) {
        return history.assessor(search, window, job).assess(winner, job::checkpoint);
    }
}
