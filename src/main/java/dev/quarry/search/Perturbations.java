package dev.quarry.search;

import dev.quarry.assessment.Assessor;
import dev.quarry.assessment.Perturbation;
import dev.quarry.assessment.PerturbationReport;
import dev.quarry.assessment.Search;
import dev.quarry.job.JobContext;
import java.util.Locale;
import java.util.Map;

/** Perturbs winners within a job. */
public final class Perturbations {

    private Perturbations() {}

    /**
     * How a winner fares when something about it is slightly different.
     *
     * @param winner its raw parameters, base parameters included
     */
    public static PerturbationReport of(Search search, Map<String, ?> winner, JobContext job) {
        return PerturbationReport.of(Perturbation.of(
                search,
                winner,
                Assessor.SEED,
                (done, total) ->
                        job.progress(done, total, String.format(Locale.ROOT, "Perturbed %d/%d", done, total))));
    }
}
