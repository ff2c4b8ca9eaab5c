package dev.quarry.patterns;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What pairs can be sorted by, the most interesting first. */
public enum PairOrder {
    AVG_RETURN("desc"),
    LIFT("desc"),
    LIFT_OVER_SINGLE("desc"),
    P_VALUE("asc");

    private final String direction;

    PairOrder(String direction) {
        this.direction = direction;
    }

    /** The name in the REST contract, which is the column's too. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The order of that name; empty when there is none. */
    static Optional<PairOrder> of(String code) {
        return Arrays.stream(values()).filter(o -> o.code().equals(code)).findFirst();
    }

    /** Every name. */
    static List<String> codes() {
        return Arrays.stream(values()).map(PairOrder::code).toList();
    }

    /** The order as SQL; ties are ordered as in {@link PatternFinder}. */
    String sql() {
        return code() + " " + direction + " nulls last, place";
    }
}
