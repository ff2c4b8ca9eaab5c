package dev.quarry.schedule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happens to fires that were due while no node was running. */
public enum MissedFires {
    /** However many were missed, one job makes up for them. */
    FIRE_ONCE,
    /** They are skipped. */
    SKIP;

    /** The policy's name in the database and in the REST contract. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy of that name; empty when there is none. */
    public static Optional<MissedFires> of(String code) {
        return Arrays.stream(values()).filter(p -> p.code().equals(code)).findFirst();
    }

    /** All names. */
    public static String codes() {
        return Arrays.stream(values()).map(MissedFires::code).collect(Collectors.joining(", "));
    }
}
