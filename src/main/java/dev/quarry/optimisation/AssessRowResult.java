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
 * @param perturbation how it fares when something is slightly different; only where that was requested
 */
public record AssessRowResult(
        long jobId,
        int row,
        AssessmentReport assessment,
        @JsonInclude(JsonInclude.Include.NON_NULL) PerturbationReport perturbation) {}
