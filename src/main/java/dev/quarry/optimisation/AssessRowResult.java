package dev.quarry.optimisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.PerturbationReport;
import dev.quarry.platform.json.Described;

/** The result of an {@code assess_row} job. */
public record AssessRowResult(
        @Described("The optimisation") long jobId,
        @Described("The row's place, from 0") int row,
        @Described("How far it may be trusted") AssessmentReport assessment,

        @Described("How it fares when something is slightly different; only where that was requested")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        PerturbationReport perturbation) {}
