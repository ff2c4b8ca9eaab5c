package dev.quarry.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The state of a node that runs jobs. */
public enum WorkerState {
    /** It claims jobs. */
    ACTIVE,
    /** It claims nothing more, and its running jobs have some time left. */
    DRAINING,
    /** It runs nothing and claims nothing until it is told to resume. */
    DRAINED,
    /** It was shut down in an orderly way. */
    STOPPED,
    /** It has not reported for a while. */
    LOST;

    /** The state's name in the database and in the REST contract. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that name. */
    public static WorkerState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
