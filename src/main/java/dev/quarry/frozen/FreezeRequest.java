package dev.quarry.frozen;

import dev.quarry.forward.ForwardRequest;
import dev.quarry.forward.WinnerName;
import dev.quarry.platform.json.Alternatives;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which winner is to be frozen.
 *
 * @param paramsHash of a stored run; null for a row
 * @param jobId a succeeded grid search; null for a run
 * @param row its row, 0-based; null for the first
 * @param name how it is called; null: after its market
 */
@Example("""
        {"params_hash": "0123456789abcdef", "name": "Breakout 30m"}""")
@Alternatives({"params_hash", "job_id"})
public record FreezeRequest(
        @Described("Hash of the stored run, 16 hexadecimal digits")
        String paramsHash,

        @Described("The succeeded grid search, where a row of one is meant")
        @Min(value = 1, message = "must be at least 1") Long jobId,

        @Described("Place in its rows, from 0; the first when absent") @Min(value = 0, message = "must be at least 0") Integer row,

        @Described("How it is called, up to 100 characters; after its market when absent")
        String name)
        implements Checked {

    private static final int LONGEST_NAME = 100;

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>(ForwardRequest.nameFaults(paramsHash, jobId, row));
        if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
            violations.add(
                    new Violation("name", String.format(Locale.ROOT, "must have 1 to %d characters", LONGEST_NAME)));
        }
        return violations;
    }

    WinnerName winner() {
        return ForwardRequest.name(paramsHash, jobId, row);
    }
}
