package dev.quarry.optimisation;

import dev.quarry.assessment.Assessment;
import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.CrossValidatedPaths;
import dev.quarry.assessment.OutOfSample;
import dev.quarry.assessment.OutcomeSample;
import dev.quarry.assessment.Search;
import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.inference.Verdict;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.Failures;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.SearchSpace;
import dev.quarry.search.SweepThreads;
import dev.quarry.search.TestedPrices;
import dev.quarry.spark.RequestedEngine;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.LongestTrade;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.search.Degradation;
import dev.quarry.sweep.search.GridSearch;
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
            @ConfigProperty(name = "quarry.optimisation.max-combinations", defaultValue = "10000000")
                    long mostCombinations,
            @ConfigProperty(name = "quarry.search.max-rule-seconds", defaultValue = "3600") long mostRuleSeconds) {
        this.prices = prices;
        this.catalog = catalog;
        this.threads = threads;
        this.trials = trials;
        this.history = history;
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
        OptimizeResult result;
        try {
            result = (request.walksForward()
                            ? walkForward(request, stored, plan, job)
                            : request.crossValidates()
                                    ? crossValidation(request, stored, plan, job)
                                    : gridSearch(request, stored, plan, job))
                    .with(strategy.reference());
        } catch (TooMuchMemoryException e) {
            throw new JobFailedException(e.getMessage());
        }
        long total = Math.max(1, result.combinations());
        job.progress(total, total, "Optimization complete");
        return result;
    }

    private static SweepPlan plan(OptimizeRequest request, SearchSpace space, JobContext job) {
        Grid grid = space.grid();
        Combinations combinations = Combinations.searchable(grid, request.baseParams(), job::checkpoint);
        long left = grid.size() - combinations.size();
        if (left > 0) {
            job.warn(String.format(
                    Locale.ROOT,
                    "%d of %d combinations are left out: stop_pct has no effect with ATR stops",
                    left,
                    grid.size()));
        }
        return SweepPlan.of(combinations, request.baseParams());
    }

    private OptimizeResult gridSearch(OptimizeRequest request, TestedPrices stored, SweepPlan plan, JobContext job) {
        IndicatorCache indicators = stored.indicators(job::checkpoint);
        GridSearch search = request.search();
        OutcomeSample sample = OutcomeSample.toFill();
        RequestedEngine engine = threads.engine(request.engine(), indicators, job);
        GridSearch.Result found = search.run(
                sample.listening(engine),
                plan,
                (done, total) ->
                        job.progress(done, total, String.format(Locale.ROOT, "Grid search %d/%d", done, total)));
        Failures failures = Failures.of(List.of(found.failures()));
        report(found.tested(), failures, job);
        trials.add(request.window(), plan, job);
        OptimizeResult result = OptimizeResult.gridSearch(request, stored, plan, found, failures, engine.report());
        if (found.best().isEmpty()) {
            return result;
        }
        CombinationResult best = found.best().get(0);
        return result.withWinner(
                WinnerReport.Analysis.of(found.best()),
                WinnerReport.Plateau.of(indicators, plan, search, best, job::checkpoint),
                assessWinner(request, search(indicators, plan).swept(sample), plan, best, job));
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
        report(walked.folds().size() * plan.combinations().size() - failures.count(), failures, job);
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
        report(validation.splits() * plan.combinations().size() - failures.count(), failures, job);
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
     * Assesses the best row. Where it has too few trades for a verdict, the best one that has enough is assessed, and
     * the result says so.
     */
    private AssessmentReport assessWinner(
            OptimizeRequest request, Search search, SweepPlan plan, CombinationResult best, JobContext job) {
        CombinationResult judged = best;
        if (best.statistics().trades() < Verdict.FEWEST_TRADES) {
            judged = request
                    .search()
                    .judgeable(Verdict.FEWEST_TRADES)
                    .run(threads.engine(search.indicators()), plan, (done, total) -> job.checkpoint())
                    .best()
                    .stream()
                    .findFirst()
                    .orElse(best);
        }
        Assessment assessment = assessment(search, request.window(), plan.raw(judged.combination()), job);
        return AssessmentReport.of(
                assessment,
                judged.combination().values(),
                judged == best ? 0 : best.statistics().trades());
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
        return runs ? AssessmentReport.of(assessment(search(series, plan), window, recommended, job)) : null;
    }

    private static Search search(IndicatorCache series, SweepPlan plan) {
        return new Search(series, plan.combinations(), plan.base());
    }

    /**
     * How far a combination may be trusted.
     *
     * @param winner raw parameters, base parameters included
     */
    private Assessment assessment(Search search, MarketWindow window, Map<String, Object> winner, JobContext job) {
        return history.assessor(search, window, job).assess(winner, job::checkpoint);
    }

    private static void report(long tested, Failures failures, JobContext job) {
        if (failures.count() > 0 && tested == 0) {
            throw new JobFailedException(failures.message("None of the " + failures.count() + " combinations could"));
        }
        if (failures.count() > 0) {
            job.warn(failures.message(failures.count() + " combinations could not"));
        }
    }
}
