package dev.quarry.optimisation;

import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.OutcomeSample;
import dev.quarry.assessment.Search;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.inference.Verdict;
import dev.quarry.job.Children;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.optimisation.sampled.SampledSearch;
import dev.quarry.optimisation.sampled.SamplingReport;
import dev.quarry.search.Failures;
import dev.quarry.search.GatheredParts;
import dev.quarry.search.GridPart;
import dev.quarry.search.SearchCost;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.SearchSpace;
import dev.quarry.search.SweepThreads;
import dev.quarry.search.SweptPart;
import dev.quarry.search.TestedPrices;
import dev.quarry.spark.EngineReport;
import dev.quarry.spark.RequestedEngine;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.SweepFailures;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.search.GridSearch;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Searches a grid on the whole range, at once or in parts. */
final class InSampleSearch implements Optimisation {

    private final SweepThreads threads;
    private final TrialCount trials;
    private final SearchHistory history;

    InSampleSearch(SweepThreads threads, TrialCount trials, SearchHistory history) {
        this.threads = threads;
        this.trials = trials;
        this.history = history;
    }

    static Search search(IndicatorCache series, SweepPlan plan) {
        return new Search(series, plan.combinations(), plan.base());
    }

    /** Fails the job where nothing could be run, and warns where something could not. */
    static void report(long tested, Failures failures, JobContext job) {
        if (failures.count() > 0 && tested == 0) {
            throw new JobFailedException(failures.message("None of the " + failures.count() + " combinations could"));
        }
        if (failures.count() > 0) {
            job.warn(failures.message(failures.count() + " combinations could not"));
        }
    }

    @Override
    public SearchCost cost(
            SearchCost grid, OptimizeRequest request, TestedPrices stored, SweepPlan plan, JobContext job) {
        return grid;
    }

    @Override
    public OptimizeResult whole(
            OptimizeRequest request, TestedPrices stored, SweepPlan plan, SearchCost cost, JobContext job) {
        IndicatorCache indicators = stored.indicators(job::checkpoint);
        OutcomeSample sample = OutcomeSample.toFill();
        RequestedEngine engine = threads.engine(request.engine(), cost, indicators, job);
        GridSearch.Result found = request.search()
                .run(
                        sample.listening(engine, plan.combinations().size()),
                        plan,
                        (done, total) -> progress(done, total, job));
        trials.add(request.window(), plan, job);
        Failures failures = Failures.of(List.of(found.failures()));
        return result(request, stored, plan, plan, indicators, found, failures, sample, engine.report(), job);
    }

    /** Tries what a sampler chooses of the space, and sweeps all of it for comparison where that is soon done. */
    OptimizeResult sampled(OptimizeRequest request, SearchSpace space, TestedPrices stored, JobContext job) {
        IndicatorCache indicators = stored.indicators(job::checkpoint);
        SweepPlan all = SweepPlan.of(
                Combinations.distinct(space.grid(), request.baseParams(), job::checkpoint), request.baseParams());
        SampledSearch search = new SampledSearch(
                request.sampling(),
                request.search(),
                all,
                bars -> threads.engine(
                        bars == stored.size() ? indicators : stored.indicatorsOfFirst(bars, job::checkpoint)),
                stored.size(),
                (done, total) -> job.progress(done, total, String.format(Locale.ROOT, "Trial %d/%d", done, total)));
        SampledSearch.Found found = search.run();
        SweepPlan tried = all.of(Combinations.listed(space.grid(), found.tried()));
        trials.add(request.window(), tried, job);
        SamplingReport report = search.report(
                found,
                SearchCost.of(space, stored, all.combinations().size()),
                threads.engine(indicators),
                job::checkpoint);
        return result(
                        request,
                        stored,
                        tried,
                        tried,
                        indicators,
                        found.ranked(),
                        Failures.of(List.of(found.givenUp(), found.ranked().failures())),
                        OutcomeSample.toFill(),
                        EngineReport.ofTrials(request.engine()),
                        job)
                .withTrials(report);
    }

    /** Sweeps one part of the plan. Which rows may be the best is told in both ways in which one is looked for. */
    @Override
    public OptimizedPart part(
            OptimizeRequest request, TestedPrices stored, SweepPlan plan, GridPart part, JobContext job) {
        long started = System.nanoTime();
        SweepPlan own =
                plan.of(plan.combinations().slice(part.slice(plan.combinations().size())));
        OutcomeSample sample = OutcomeSample.toFill();
        GridSearch.Ranking ranking = request.search().ranking();
        GridSearch.Ranking judgeable =
                request.search().judgeable(Verdict.FEWEST_TRADES).ranking();
        sample.listening(
                        threads.engine(stored.indicators(job::checkpoint)),
                        plan.combinations().size())
                .runInChunks(own, (done, total) -> progress(done, total, job), chunk -> {
                    ranking.take(chunk);
                    judgeable.take(chunk);
                });
        trials.add(request.window(), own, job);
        GridSearch.Result found = ranking.result();
        List<Long> best = Stream.concat(found.best().stream(), judgeable.result().best().stream())
                .map(row -> row.combination().index())
                .distinct()
                .toList();
        return new OptimizedPart(
                SweptPart.of(
                        found.tested(),
                        Failures.of(List.of(found.failures())),
                        best,
                        sample,
                        (System.nanoTime() - started) / 1e9),
                found.passing(),
                List.of());
    }

    @Override
    public OptimizeResult together(
            OptimizeRequest request, SweepPlan plan, PriceHistory prices, Children children, JobContext job) {
        long[] passing = {0};
        GatheredParts parts = GatheredParts.of(
                children, OptimizedPart.class, OptimizedPart::swept, part -> passing[0] += part.passing(), job);
        TestedPrices stored =
                parts.first().prices(prices.asOfOrNow(request.asOf()), request.window(), request.baseParams());
        SweepPlan best = plan.of(Combinations.listed(plan.combinations().grid(), parts.best()));
        IndicatorCache indicators = stored.indicators(job::checkpoint);
        List<CombinationResult> rows = request.search()
                .run(threads.engine(indicators), best, (done, total) -> job.checkpoint())
                .best();
        GridSearch.Result found = new GridSearch.Result(rows, parts.tested(), passing[0], new SweepFailures());
        return result(
                request,
                stored,
                plan,
                best,
                indicators,
                found,
                parts.failures(),
                parts.sample(),
                EngineReport.ofParts(request.engine()),
                job);
    }

    /** @param candidates the plan, or the part of it in which the best row is, whichever way it is looked for */
    private OptimizeResult result(
            OptimizeRequest request,
            TestedPrices stored,
            SweepPlan plan,
            SweepPlan candidates,
            IndicatorCache indicators,
            GridSearch.Result found,
            Failures failures,
            OutcomeSample sample,
            EngineReport engine,
            JobContext job) {
        report(found.tested(), failures, job);
        OptimizeResult result = OptimizeResult.gridSearch(request, stored, plan, found, failures, engine);
        if (found.best().isEmpty()) {
            return result;
        }
        CombinationResult best = found.best().get(0);
        return result.withWinner(
                WinnerReport.Analysis.of(found.best()),
                WinnerReport.Plateau.of(indicators, plan, request.search(), best, job::checkpoint),
                assess(request, search(indicators, plan).swept(sample), candidates, best, job));
    }

    /**
     * Assesses the best row. Where it has too few trades for a verdict, the best one that has enough is assessed, and
     * the result says so.
     */
    private AssessmentReport assess(
            OptimizeRequest request, Search search, SweepPlan candidates, CombinationResult best, JobContext job) {
        CombinationResult judged = best;
        if (best.statistics().trades() < Verdict.FEWEST_TRADES) {
            judged = request
                    .search()
                    .judgeable(Verdict.FEWEST_TRADES)
                    .run(threads.engine(search.indicators()), candidates, (done, total) -> job.checkpoint())
                    .best()
                    .stream()
                    .findFirst()
                    .orElse(best);
        }
        return AssessmentReport.of(
                history.assessor(search, request.window(), job)
                        .assess(candidates.raw(judged.combination()), job::checkpoint),
                judged.combination().values(),
                judged == best ? 0 : best.statistics().trades());
    }

    private static void progress(long done, long total, JobContext job) {
        job.progress(done, total, String.format(Locale.ROOT, "Grid search %d/%d", done, total));
    }
}
