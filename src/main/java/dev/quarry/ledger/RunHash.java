package dev.quarry.ledger;

import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import java.util.HexFormat;
import java.util.Optional;

/** The hash of a parameter set as clients write it. */
public final class RunHash {

    /** The field by which clients name it. */
    public static final String NAME = "params_hash";

    private static final int DIGITS = 2 * Long.BYTES;

    private RunHash() {}

    /** What is wrong with the text; nothing for null, whose validity depends on the field. */
    public static Optional<Violation> fault(String field, String text) {
        boolean hash = text == null || text.length() == DIGITS && text.chars().allMatch(HexFormat::isHexDigit);
        return hash
                ? Optional.empty()
                : Optional.of(new Violation(field, "must be 16 hexadecimal digits; was " + text));
    }

    /** The hash as a number, of a text that has no {@link #fault}. */
    public static long of(String text) {
        return HexFormat.fromHexDigitsToLong(text);
    }

    /** @throws InvalidInputException naming the field where the text is not a hash */
    public static long read(String field, String text) {
        fault(field, text).ifPresent(violation -> {
            throw new InvalidInputException(violation.field(), violation.reason());
        });
        return of(text);
    }
}
