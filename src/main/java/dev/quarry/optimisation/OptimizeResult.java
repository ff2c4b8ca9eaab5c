package dev.quarry.optimisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.CrossValidatedPaths;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.optimisation.sampled.SamplingReport;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.ExactTime;
import dev.quarry.search.EngineVersion;
import dev.quarry.search.Failures;
import dev.quarry.search.TestedPrices;
import dev.quarry.search.WarmupReport;
import dev.quarry.spark.EngineReport;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.PurgedCrossValidationResult;
import dev.quarry.sweep.search.WalkForwardResult;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.annotation.JsonSerialize;

/** The result of an {@code optimize} job. */
public record OptimizeResult(
        @Described("Where the prices come from") String exchange,
        @Described("The market") String symbol,
        @Described("The length of a bar") String timeframe,
        @Described("Open of the first bar") String startTs,
        @Described("Open of the last bar") String endTs,

        @Described(value = "The kind of search", oneOf = "grid_search, walk_forward, cpcv")
        String kind,

        @Described("What rows are ranked by") String metric,

        @Described("All parameters that did not vary: with a row's they are every parameter of its back-test")
        Map<String, Object> baseParams,

        @Described("The summary of the folds or splits; absent for a grid search")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        OptimisationSummary summary,

        @Described("The best combinations, or the folds or splits")
        Table results,

        @Described("Combinations that the search ran, in each training window or split")
        long combinations,

        @Described("Combinations that met the constraints; only of a grid search")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Long passing,

        @Described("Combinations that could not be run, over all training windows or splits")
        long failed,

        @Described("The first combinations that could not be run, with the reasons")
        List<Failures.Failure> failures,

        @Described("What the first ten rows have in common; only of a grid search that ranked any")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        WinnerReport.Analysis analysis,

        @Described("How the neighbours of the best row do; only of a grid search that ranked any")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        WinnerReport.Plateau plateau,

        @Described("In sample against out of sample; only when walking forward")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        WalkReport.Degradation degradation,

        @Described("The test windows joined; only when walking forward through windows that do not overlap")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        WalkReport.Joined outOfSample,

        @Described("Groups, paths and choices; only when cross-validating") @JsonInclude(JsonInclude.Include.NON_NULL)
        CrossValidationReport crossValidation,

        @Described("The trials that a sampler chose; only with one") @JsonInclude(JsonInclude.Include.NON_NULL)
        SamplingReport sampling,

        @Described("How far the best row, or what is recommended, may be trusted on the whole range; absent "
                + "when there is neither")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        AssessmentReport assessment,

        @Described("Where indicators began") WarmupReport warmup,
        @Described("Identifies the bars by content") String dataDigest,

        @Described("The as_of that gives these bars again, whatever is changed later; null where they have "
                + "not changed since Quarry began to record changes")
        @JsonSerialize(using = ExactTime.class)
        OffsetDateTime dataAsOf,

        @Described("The engine's version: results of different versions are not comparable")
        String engineVersion,

        @Described("Which strategy was searched") StrategyReference strategy,

        @Described(value = EngineReport.ENGINE, oneOf = EngineReport.ENGINES)
        String engine,

        @Described(EngineReport.REASON) @JsonInclude(JsonInclude.Include.NON_NULL)
        String fallbackReason,

        @Described(EngineReport.CHOICE) @JsonInclude(JsonInclude.Include.NON_NULL)
        String engineReason) {

    /** The same of that strategy. */
    OptimizeResult with(StrategyReference strategy) {
        return with(analysis, plateau, degradation, outOfSample, crossValidation, sampling, assessment, strategy);
    }

    OptimizeResult withWinner(
            WinnerReport.Analysis analysis, WinnerReport.Plateau plateau, AssessmentReport assessment) {
        return with(analysis, plateau, degradation, outOfSample, crossValidation, sampling, assessment, strategy);
    }

    OptimizeResult withTrials(SamplingReport sampling) {
        return with(analysis, plateau, degradation, outOfSample, crossValidation, sampling, assessment, strategy);
    }

    OptimizeResult withWalk(
            WalkReport.Degradation degradation, WalkReport.Joined outOfSample, AssessmentReport assessment) {
        return with(analysis, plateau, degradation, outOfSample, crossValidation, sampling, assessment, strategy);
    }

    OptimizeResult withPaths(CrossValidationReport crossValidation, AssessmentReport assessment) {
        return with(analysis, plateau, degradation, outOfSample, crossValidation, sampling, assessment, strategy);
    }

    private OptimizeResult with(
            WinnerReport.Analysis analysis,
            WinnerReport.Plateau plateau,
            WalkReport.Degradation degradation,
            WalkReport.Joined outOfSample,
            CrossValidationReport crossValidation,
            SamplingReport sampling,
            AssessmentReport assessment,
            StrategyReference strategy) {
        return new OptimizeResult(
                exchange,
                symbol,
                timeframe,
                startTs,
                endTs,
                kind,
                metric,
                baseParams,
                summary,
                results,
                combinations,
                passing,
                failed,
                failures,
                analysis,
                plateau,
                degradation,
                outOfSample,
                crossValidation,
                sampling,
                assessment,
                warmup,
                dataDigest,
                dataAsOf,
                engineVersion,
                strategy,
                engine,
                fallbackReason,
                engineReason);
    }

    static OptimizeResult gridSearch(
            OptimizeRequest request,
            TestedPrices stored,
            SweepPlan plan,
            GridSearch.Result found,
            Failures failures,
            EngineReport engine) {
        return of(
                request,
                stored,
                plan,
                "grid_search",
                null,
                Table.ranked(plan.combinations().grid(), found.best()),
                found.passing(),
                failures,
                engine);
    }

    static OptimizeResult walkForward(
            OptimizeRequest request,
            TestedPrices stored,
            SweepPlan plan,
            WalkForwardResult walked,
            Failures failures,
            EngineReport engine) {
        return of(
                request,
                stored,
                plan,
                "walk_forward",
                FoldTable.summary(walked),
                FoldTable.of(plan.combinations().grid(), request.search().metric(), walked),
                null,
                failures,
                engine);
    }

    static OptimizeResult crossValidation(
            OptimizeRequest request,
            TestedPrices stored,
            SweepPlan plan,
            PurgedCrossValidationResult validated,
            CrossValidatedPaths paths,
            Failures failures,
            EngineReport engine) {
        return of(
                request,
                stored,
                plan,
                "cpcv",
                SplitTable.summary(validated),
                SplitTable.of(plan.combinations().grid(), request.search().metric(), validated, paths),
                null,
                failures,
                engine);
    }

    private static Map<String, Object> fixed(OptimizeRequest request, SweepPlan plan) {
        Map<String, Object> fixed = StrategyParameters.complete(
                plan.strategy(), request.baseParams(), StrategyParameters.SEARCH_COMMISSION);
        fixed.keySet().removeAll(plan.combinations().grid().names());
        return fixed;
    }

    private static OptimizeResult of(
            OptimizeRequest request,
            TestedPrices stored,
            SweepPlan plan,
            String kind,
            OptimisationSummary summary,
            Table results,
            Long passing,
            Failures failures,
            EngineReport engine) {
        return new OptimizeResult(
                request.exchange(),
                request.symbol(),
                request.timeframe(),
                request.startTs(),
                request.endTs(),
                kind,
                request.metric(),
                fixed(request, plan),
                summary,
                results,
                plan.combinations().size(),
                passing,
                failures.count(),
                failures.first(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                request.sampling().asked()
                        ? WarmupReport.of(stored, plan.combinations(), request.baseParams())
                        : WarmupReport.of(stored, plan.combinations().grid(), request.baseParams()),
                stored.digest(),
                stored.asOf(),
                EngineVersion.CURRENT,
                StrategyReference.BUILT_IN,
                engine.engine(),
                engine.fallbackReason(),
                engine.engineReason());
    }
}
