package dev.quarry.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an attempt ended. */
public enum AttemptOutcome {
    /** With a result. */
    SUCCEEDED,
    /** With an error. */
    FAILED,
    /** It took longer than the job allows. */
    TIMED_OUT,
    /** The job was canceled meanwhile. */
    CANCELED,
    /** Its worker died or froze: the lease ran out. */
    LOST,
    /** Its node was drained; the attempt does not count. */
    HANDED_BACK,
    /** The job became a parent and waits for its children. */
    FANNED_OUT;

    /** The outcome's name in the database and in the REST contract. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome of that name; empty when there is none. */
    public static Optional<AttemptOutcome> of(String code) {
        return Arrays.stream(values()).filter(o -> o.code().equals(code)).findFirst();
    }
}
