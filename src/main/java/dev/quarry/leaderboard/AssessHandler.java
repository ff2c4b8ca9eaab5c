package dev.quarry.leaderboard;

import dev.quarry.assessment.PerturbationReport;
import dev.quarry.assessment.Search;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.ledger.query.RankedRun;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.search.Perturbations;
import dev.quarry.search.TestedPrices;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Assesses how far any stored run may be trusted, winner or not, as a leaderboard does for its entries. */
@ApplicationScoped
public class AssessHandler implements JobHandler<AssessRequest, AssessResult> {

    static final JobType TYPE = new JobType("assess", Lane.LIGHT);

    private final PriceHistory prices;
    private final RunSearch runs;
    private final WinnerAssessments assessments;
    private final StrategyCatalog catalog;

    @Inject
    public AssessHandler(PriceHistory prices, RunSearch runs, WinnerAssessments assessments, StrategyCatalog catalog) {
        this.catalog = catalog;
        this.prices = prices;
        this.runs = runs;
        this.assessments = assessments;
    }

    @Override
    public JobType type() {
        return TYPE;
    }

    @Override
    public Class<AssessRequest> parameters() {
        return AssessRequest.class;
    }

    @Override
    public AssessResult run(AssessRequest request, JobContext job) {
        FoundRun found = runs.find(request.hash())
                .orElseThrow(() -> new JobFailedException(
                        String.format(Locale.ROOT, "There is no stored run %s", request.paramsHash())));
        RankedRun run = new RankedRun(found.run(), found.setup(), found.testedAt(), 1);
        AssessedWinner assessed = assessments
                .of(List.of(run), job, new AssessmentProgress(job, 0, 1, 1))
                .get(0);
        if (assessed.assessment() == null) {
            throw new JobFailedException(assessed.missing());
        }
        return AssessResult.of(found, assessed.assessment(), request.perturb() ? perturbed(found, job) : null);
    }

    private PerturbationReport perturbed(FoundRun found, JobContext job) {
        RunSetup setup = found.setup();
        TestedPrices stored = TestedPrices.stored(prices, setup.window(), setup.baseParams());
        if (!stored.digest().equals(setup.dataDigest())) {
            throw new JobFailedException("The stored prices have changed meanwhile: run the discovery again");
        }
        Search search = new Search(
                stored.indicators(job::checkpoint),
                Combinations.distinct(
                        Grid.of(catalog.ofJob(setup.strategy().text()).strategy(), setup.grid()),
                        setup.baseParams(),
                        job::checkpoint),
                setup.baseParams());
        Map<String, Object> winner = new LinkedHashMap<>(setup.baseParams());
        winner.putAll(found.run().combination());
        return Perturbations.of(search, winner, job);
    }
}
