package dev.quarry.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a child that failed or was canceled means for its parent. */
public enum FailurePolicy {
    /** The parent fails at once, naming the child, and the children that are not final are canceled. */
    FAIL_FAST,
    /** All children are run to their end; the fan-in step gets every outcome and decides. */
    CONTINUE;

    /** The policy's name in the database and in the REST contract. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy of that name; empty when there is none. */
    public static Optional<FailurePolicy> of(String code) {
        return Arrays.stream(values()).filter(p -> p.code().equals(code)).findFirst();
    }
}
