package dev.quarry.optimisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.PerturbationReport;

/**
 * The result of an {@code assess_row} job.
 *
 * @param jobId the optimisation
 * @param row 0-based place in its rows
 * @param assessment how far it may be trusted
 * @param perturbation what becomes of it when something is a little different; only where it was asked for
 */
public record AssessRowResult(
        long jobId,
        int row,
        AssessmentReport assessment,
        @JsonInclude(JsonInclude.Include.NON_NULL) PerturbationReport perturbation) {}
