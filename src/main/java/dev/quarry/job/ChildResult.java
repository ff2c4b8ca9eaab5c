package dev.quarry.job;

import dev.quarry.platform.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * How a child ended, as the fan-in step of its parent sees it.
 *
 * @param jobId the child
 * @param position its place in the list that was fanned out, from 0
 * @param state succeeded, or (under {@link FailurePolicy#CONTINUE} only) failed or canceled
 * @param payload what it was asked to do
 * @param result its JSON result; null unless it succeeded
 * @param error its sentence; null unless it failed
 */
public record ChildResult(
        long jobId, int position, String jobType, JobState state, JsonNode payload, JsonNode result, String error) {

    /** True when there is a result. */
    public boolean succeeded() {
        return state == JobState.SUCCEEDED;
    }

    /** The result as the record that the child's handler returned. */
    public <T> T resultAs(Class<T> type) {
        return Json.MAPPER.treeToValue(result, type);
    }
}
