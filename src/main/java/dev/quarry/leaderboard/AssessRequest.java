package dev.quarry.leaderboard;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import jakarta.validation.constraints.NotNull;
import java.util.HexFormat;
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

    private static final int DIGITS = 2 * Long.BYTES;

    @Override
    public List<Violation> violations() {
        boolean isHash = paramsHash == null
                || paramsHash.length() == DIGITS && paramsHash.chars().allMatch(HexFormat::isHexDigit);
        return isHash ? List.of() : List.of(new Violation("params_hash", "must be 16 hexadecimal digits"));
    }

    long hash() {
        return HexFormat.fromHexDigitsToLong(paramsHash);
    }
}
