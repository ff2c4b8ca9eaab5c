package dev.quarry.ledger;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.MarketWindow;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The hash of a parameter set as clients write it. */
public final class RunHash {

    /** The field by which clients name it. */
    public static final String NAME = "params_hash";

    private static final int DIGITS = 2 * Long.BYTES;

    private RunHash() {}

    /**
     * What the hash of a run is computed from besides its combination (SPEC H.3): the parameters that do not vary with the market
     * written over them, and for a strategy other than the built-in family, which the reference does not know, its digest.
     *
     * @param strategy see {@link dev.quarry.catalog.CatalogedStrategy#key}
     */
    public static Map<String, Object> hashed(MarketWindow window, Map<String, Object> params, String strategy) {
        Map<String, Object> all = window.writtenOver(params);
        if (!strategy.isEmpty()) {
            all.put(StrategyCatalog.FIELD, strategy);
        }
        return all;
    }

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
