package dev.quarry.platform.security;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. Each role includes those before it. */
public enum Role {
    /** Read everything except keys and the audit. */
    READ,
    /** Submit work: jobs, price files, back-tests. */
    SUBMIT,
    /** Change what concerns everybody: pauses, limits, schedules, nodes, other people's jobs, keys. */
    OPERATE;

    /** The name in JSON, in the database, on the command line and in the groups of a token. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a caller of this role may do what requires that one. */
    public boolean includes(Role asked) {
        return compareTo(asked) >= 0;
    }

    /** The role of that name. */
    public static Optional<Role> of(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
