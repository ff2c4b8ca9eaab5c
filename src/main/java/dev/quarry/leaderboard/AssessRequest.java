package dev.quarry.leaderboard;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.runs.RunHash;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * Which stored run is to be assessed.
 *
 * @param paramsHash of the run, 16 hexadecimal digits
 */
@Example("""
        {"params_hash": "0123456789abcdef"}""")
public record AssessRequest(
        @Described(value = "Hash of the stored run, 16 hexadecimal digits", title = "Run")
        @NotNull(message = "is required") String paramsHash)
        implements Checked {

    @Override
    public List<Violation> violations() {
        return RunHash.fault(RunHash.NAME, paramsHash).stream().toList();
    }

    long hash() {
        return RunHash.of(paramsHash);
    }
}
