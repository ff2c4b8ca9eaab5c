package dev.quarry.job.enqueue;

import dev.quarry.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** The jobs that tell somebody that a job has ended, as the queue stores them. */
public final class Callbacks {

    /** The name of their type. */
    public static final String TYPE = "callback";

    private Callbacks() {}

    /** The payload of one. */
    static JsonNode payload(String url, long jobId) {
        return Json.MAPPER.createObjectNode().put("url", url).put("job_id", jobId);
    }
}
