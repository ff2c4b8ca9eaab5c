package dev.quarry.optimisation;

import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.CrossValidatedPaths;
import dev.quarry.assessment.OutOfSample;
import dev.quarry.assessment.OutcomeSample;
import dev.quarry.assessment.Search;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.job.Children;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.optimisation.OptimizedPart.Choice;
import dev.quarry.search.Failures;
import dev.quarry.search.GatheredParts;
import dev.quarry.search.GridPart;
import dev.quarry.search.SearchCost;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.SweepThreads;
import dev.quarry.search.SweptPart;
import dev.quarry.search.TestedPrices;
import dev.quarry.spark.EngineReport;
import dev.quarry.spark.RequestedTrainings;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.LongestTrade;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.Slice;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.search.Degradation;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.PurgedCrossValidation;
import dev.quarry.sweep.search.PurgedCrossValidationResult;
import dev.quarry.sweep.search.Trainings;
import dev.quarry.sweep.search.Trainings.Share;
import dev.quarry.sweep.search.WalkForward;
import dev.quarry.sweep.search.WalkForwardResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Searches a grid by walking forward or cross-validating. What is divided are all trainings one after the other, so that parts are
 * equally large whether there are more trainings or more parts.
 */
final class ValidatedSearch implements Optimisation {

    private final SweepThreads threads;
    private final TrialCount trials;
    private final SearchHistory history;

    ValidatedSearch(SweepThreads threads, TrialCount trials, SearchHistory history) {
        this.threads = threads;
        this.trials = trials;
        this.history = history;
    }

    @Override
    public SearchCost cost(
            SearchCost grid, OptimizeRequest request, TestedPrices stored, SweepPlan plan, JobContext job) {
        return grid.times(Validation.of(request, stored, plan, job).trainings.count());
    }

    @Override
    public OptimizeResult whole(
            OptimizeRequest request, TestedPrices stored, SweepPlan plan, SearchCost cost, JobContext job) {
        Validation validation = Validation.of(request, stored, plan, job);
        List<GridSearch.Result> trained;
        EngineReport engine;
        try (RequestedTrainings engines =
                threads.engines(request.engine(), cost, validation.series, validation.trainings, job)) {
            trained = train(validation, validation.trainings.all(plan), 0, engines::engine);
            engine = engines.report();
        }
        return result(validation, trained, failures(trained), engine);
    }

    @Override
    public OptimizedPart part(
            OptimizeRequest request, TestedPrices stored, SweepPlan plan, GridPart part, JobContext job) {
        long started = System.nanoTime();
        Validation validation = Validation.of(request, stored, plan, job);
        Slice slice = part.slice(validation.runs());
        List<Share> shares = validation.trainings.shares(plan, slice);
        List<GridSearch.Result> trained =
                train(validation, shares, slice.from(), k -> threads.engine(validation.series(k)));
        return new OptimizedPart(
                SweptPart.of(
                        trained.stream().mapToLong(GridSearch.Result::tested).sum(),
                        failures(trained),
                        List.of(),
                        OutcomeSample.toFill(),
                        (System.nanoTime() - started) / 1e9),
                trained.stream().mapToLong(GridSearch.Result::passing).sum(),
                choices(shares, trained));
    }

    private static Failures failures(List<GridSearch.Result> trained) {
        return Failures.of(trained.stream().map(GridSearch.Result::failures).toList());
    }

    private static List<Choice> choices(List<Share> shares, List<GridSearch.Result> trained) {
        List<Choice> choices = new ArrayList<>();
        for (int k = 0; k < shares.size(); k++) {
            int training = shares.get(k).number();
            trained.get(k).best().stream()
                    .findFirst()
                    .ifPresent(best ->
                            choices.add(new Choice(training, best.combination().index())));
        }
        return choices;
    }

    @Override
    public OptimizeResult together(
            OptimizeRequest request, SweepPlan plan, PriceHistory prices, Children children, JobContext job) {
        Map<Integer, SortedSet<Long>> candidates = new HashMap<>();
        GatheredParts parts = GatheredParts.of(
                children,
                OptimizedPart.class,
                OptimizedPart::swept,
                part -> part.choices().forEach(choice -> candidates
                        .computeIfAbsent(choice.training(), k -> new TreeSet<>())
                        .add(choice.index())),
                job);
        TestedPrices stored =
                parts.first().prices(prices.asOfOrNow(request.asOf()), request.window(), request.baseParams());
        Validation validation = Validation.of(request, stored, plan, job);
        List<GridSearch.Result> trained = IntStream.range(0, validation.trainings.count())
                .mapToObj(k -> validation.again(k, candidates.getOrDefault(k, Collections.emptySortedSet())))
                .toList();
        return result(validation, trained, parts.failures(), EngineReport.ofParts(request.engine()));
    }

    /** @param before how many runs of the whole search come before these */
    private static List<GridSearch.Result> train(
            Validation validation, List<Share> shares, long before, IntFunction<SweepEngine> engines) {
        long each = Math.max(1, validation.plan.combinations().size());
        String message = validation.request.walksForward() ? "Walk-forward %d/%d" : "Split %d/%d";
        return Trainings.run(
                shares,
                engines,
                validation.request.search(),
                (done, total) -> validation.job.progress(
                        done,
                        total,
                        String.format(Locale.ROOT, message, (before + done) / each, validation.trainings.count())));
    }

    private OptimizeResult result(
            Validation validation, List<GridSearch.Result> trained, Failures failures, EngineReport engine) {
        InSampleSearch.report(validation.runs() - failures.count(), failures, validation.job);
        trials.add(validation.request.window(), validation.plan, validation.job);
        return validation.request.walksForward()
                ? walked(validation, trained, failures, engine)
                : crossValidated(validation, trained, failures, engine);
    }

    private OptimizeResult walked(
            Validation validation, List<GridSearch.Result> trained, Failures failures, EngineReport engine) {
        WalkForward windows = validation.request.walk();
        Metric metric = validation.request.search().metric();
        WalkForwardResult walked =
                windows.test(validation.series, validation.plan, trained, validation.job::checkpoint);
        OptimizeResult result = OptimizeResult.walkForward(
                validation.request, validation.stored, validation.plan, walked, failures, engine);
        if (walked.okFolds().isEmpty()) {
            return result;
        }
        return result.withWalk(
                WalkReport.Degradation.of(metric, Degradation.of(windows, metric, walked)),
                OutOfSample.of(validation.series, windows, walked, validation.plan, validation.job::checkpoint)
                        .map(WalkReport.Joined::of)
                        .orElse(null),
                assess(validation, walked.recommendedParams()));
    }

    private OptimizeResult crossValidated(
            Validation validation, List<GridSearch.Result> trained, Failures failures, EngineReport engine) {
        PurgedCrossValidationResult validated = validation
                .request
                .crossValidation()
                .test(validation.series, validation.plan, validation.purge, trained, validation.job::checkpoint);
        CrossValidatedPaths paths = CrossValidatedPaths.of(validation.series.bars(), validated);
        return OptimizeResult.crossValidation(
                        validation.request, validation.stored, validation.plan, validated, paths, failures, engine)
                .withPaths(
                        CrossValidationReport.of(validation.series.bars(), validated, paths),
                        validated.choices().stream()
                                .findFirst()
                                .map(choice -> assess(validation, choice.values()))
                                .orElse(null));
    }

    /**
     * Assesses the recommendation. Parameters that are each the most frequent need not be a valid combination; then
     * there is nothing to assess.
     */
    private AssessmentReport assess(Validation validation, Map<String, Object> values) {
        SweepPlan plan = validation.plan;
        Map<String, Object> recommended = new LinkedHashMap<>(plan.base());
        recommended.putAll(values);
        boolean runs = StrategyParameters.parse(plan.strategy(), recommended, plan.defaultCommission())
                .faults()
                .isEmpty();
        Search search = InSampleSearch.search(validation.series, plan);
        return runs
                ? AssessmentReport.of(history.assessor(search, validation.request.window(), validation.job)
                        .assess(recommended, validation.job::checkpoint))
                : null;
    }

    /**
     * A search with its trainings.
     *
     * @param purge see {@link PurgedCrossValidation#training}; 0 when walking forward
     */
    private record Validation(
            OptimizeRequest request,
            TestedPrices stored,
            SweepPlan plan,
            IndicatorCache series,
            int purge,
            Trainings trainings,
            JobContext job) {

        /** @throws JobFailedException where the series is too short to be cut as requested */
        static Validation of(OptimizeRequest request, TestedPrices stored, SweepPlan plan, JobContext job) {
            IndicatorCache series = stored.indicators(job::checkpoint);
            if (request.walksForward()) {
                return new Validation(
                        request, stored, plan, series, 0, request.walk().trainings(series.bars()), job);
            }
            PurgedCrossValidation groups = request.crossValidation();
            int purge = LongestTrade.bars(plan.combinations().grid(), plan.base(), job::checkpoint)
                    .orElse(0);
            groups.complaint(series.bars(), purge).ifPresent(sentence -> {
                throw new JobFailedException(sentence);
            });
            return new Validation(request, stored, plan, series, purge, groups.trainings(series.bars(), purge), job);
        }

        long runs() {
            return trainings.count() * plan.combinations().size();
        }

        /** What is traded in a training. */
        IndicatorCache series(int training) {
            return trainings.parts().apply(training).of(series);
        }

        /** Runs some combinations of a training one by one: that costs their indicators only, and not those of the grid. */
        GridSearch.Result again(int training, SortedSet<Long> some) {
            long[] indexes = some.stream().mapToLong(Long::longValue).toArray();
            return request.search()
                    .run(
                            new PlainSweep(series(training), Runnable::run, 1),
                            plan.of(Combinations.listed(plan.combinations().grid(), indexes)),
                            (done, total) -> job.checkpoint());
        }
    }
}
