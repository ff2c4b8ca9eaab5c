package dev.quarry.job;

import tools.jackson.databind.JsonNode;

/**
 * What is asked of the queue.
 *
 * @param jobType a type that some handler has
 * @param payload a JSON object, read into that handler's parameter record
 * @param priority higher runs first within a lane; 0 is usual
 */
public record JobRequest(String jobType, JsonNode payload, int priority) {}
