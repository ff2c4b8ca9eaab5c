package dev.quarry.optimisation;

import dev.quarry.assessment.Assessment;
import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.PerturbationReport;
import dev.quarry.assessment.Search;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.search.Perturbations;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.TestedPrices;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.SweepPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Assesses how far any row of a grid search may be trusted, given that search. */
@ApplicationScoped
public class AssessRowHandler implements JobHandler<AssessRowRequest, AssessRowResult> {

    static final JobType TYPE = new JobType("assess_row", Lane.LIGHT);

    private final FinishedOptimisations optimisations;
    private final PriceHistory prices;
    private final SearchHistory history;

    @Inject
    AssessRowHandler(FinishedOptimisations optimisations, PriceHistory prices, SearchHistory history) {
        this.optimisations = optimisations;
        this.prices = prices;
        this.history = history;
    }

    @Override
    public JobType type() {
        return TYPE;
    }

    @Override
    public Class<AssessRowRequest> parameters() {
        return AssessRowRequest.class;
    }

    @Override
    public AssessRowResult run(AssessRowRequest request, JobContext job) {
        job.progress(0, 0, "Loading OHLCV data");
        Finished finished;
        TestedPrices stored;
        try {
            finished = optimisations.find(request.jobId());
            finished.requireRow(request.row());
            stored = finished.prices(prices, "an assessment");
        } catch (ProblemException e) {
            throw new JobFailedException(e.getMessage());
        }
        OptimizeRequest optimisation = finished.request();
        Combinations combinations = finished.searched(job::checkpoint);
        SweepPlan plan = SweepPlan.of(combinations, optimisation.baseParams());
        Search search = new Search(stored.indicators(job::checkpoint), combinations, plan.base());
        Map<String, Object> combination = finished.combination(request.row());
        Map<String, Object> winner = new LinkedHashMap<>(plan.base());
        winner.putAll(combination);
        job.progress(0, 0, "Assessing row " + request.row());
        Assessment assessment =
                history.assessor(search, optimisation.window(), job).assess(winner, job::checkpoint);
        PerturbationReport perturbation = request.perturb() ? Perturbations.of(search, winner, job) : null;
        job.progress(1, 1, "Assessed row " + request.row());
        return new AssessRowResult(
                request.jobId(), request.row(), AssessmentReport.of(assessment, combination, 0), perturbation);
    }
}
