package dev.quarry.job;

import tools.jackson.databind.JsonNode;

/**
 * A request to run a job.
 *
 * @param jobType a type that some handler has
 * @param payload a JSON object, read into that handler's parameter record
 * @param options how it is to be run
 */
public record JobRequest(String jobType, JsonNode payload, JobOptions options) {

    /** A job with the type's defaults, as soon as possible. */
    public JobRequest(String jobType, JsonNode payload) {
        this(jobType, payload, JobOptions.NONE);
    }

    /** @param priority higher runs first within a lane; the default is 0 */
    public JobRequest(String jobType, JsonNode payload, int priority) {
        this(jobType, payload, JobOptions.NONE.withPriority(priority));
    }
}
