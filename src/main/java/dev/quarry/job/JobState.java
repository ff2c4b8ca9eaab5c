package dev.quarry.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The state of a job; the diagram in {@code docs/queue.md} shows which state follows which. */
public enum JobState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELED;

    /** The state's name in the database and in the REST contract. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the job has ended; only a retry by a user starts a failed or canceled one again. */
    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELED;
    }

    /** The names of all states. */
    public static String codes() {
        return Arrays.stream(values()).map(JobState::code).collect(Collectors.joining(", "));
    }

    /** The state of that name; empty when there is none. */
    public static Optional<JobState> of(String code) {
        return Arrays.stream(values()).filter(s -> s.code().equals(code)).findFirst();
    }
}
