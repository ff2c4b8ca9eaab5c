package dev.quarry.leaderboard;

import dev.quarry.ledger.RunHash;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * Which stored run is to be assessed.
 *
 * @param paramsHash of the run, 16 hexadecimal digits
 * @param perturb whether it is perturbed too, see {@link dev.quarry.assessment.Perturbation}; false when absent
 */
@Example("""
        {"params_hash": "0123456789abcdef"}""")
public record AssessRequest(
        @Described(value = "Hash of the stored run, 16 hexadecimal digits", title = "Run")
        @NotNull(message = "is required") String paramsHash,

        @Described(
                value =
                        "Also shuffles its trades, tests it on resampled markets and moves its parameters: seconds of work",
                title = "Perturb it")
        Boolean perturb)
        implements Checked {

    public AssessRequest {
        perturb = perturb != null && perturb;
    }

    @Override
    public List<Violation> violations() {
        return RunHash.fault(RunHash.NAME, paramsHash).stream().toList();
    }

    long hash() {
        return RunHash.of(paramsHash);
    }
}
