package dev.quarry.optimisation;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Which row of a finished optimisation is to be assessed.
 *
 * @param jobId the optimisation
 * @param row 0-based place in its rows; 0 when absent
 * @param perturb whether it is perturbed too, see {@link dev.quarry.assessment.Perturbation}; false when absent
 */
@Example("""
        {"job_id": 17, "row": 3}""")
public record AssessRowRequest(
        @Described(value = "The succeeded optimisation", title = "Optimisation, its job")
        @NotNull(message = "is required") @Min(value = 1, message = "must be at least 1") Long jobId,

        @Described(value = "Place in its rows, from 0", title = "Row") @Min(value = 0, message = "must be at least 0") Integer row,

        @Described(
                value =
                        "Also shuffles its trades, tests it on resampled markets and moves its parameters: seconds of work",
                title = "Perturb it")
        Boolean perturb) {

    public AssessRowRequest {
        row = row == null ? Integer.valueOf(0) : row;
        perturb = perturb != null && perturb;
    }
}
