package dev.quarry.job.http;

import dev.quarry.job.JobState;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.problem.InvalidInputException;

/** Reads the state of jobs from a query. */
final class StatusParameter {

    private StatusParameter() {}

    /**
     * The name of a state; null when it is absent or empty.
     *
     * @throws InvalidInputException when there is no such state
     */
    static String read(String text) {
        String status = QueryParameter.text("status", text);
        if (status != null && JobState.of(status).isEmpty()) {
            throw new InvalidInputException("status", "must be one of " + JobState.codes() + ", not " + status);
        }
        return status;
    }
}
