package dev.quarry.job.http;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import tools.jackson.databind.JsonNode;

/** What every route that enqueues answers: 200 with {@code {"job": …}} and a {@code Location} of the job. */
@ApplicationScoped
public class EnqueueRoute {

    private final JobQueue queue;

    @Inject
    public EnqueueRoute(JobQueue queue) {
        this.queue = queue;
    }

    /**
     * @param payload the request body; null counts as an empty object
     * @param priority null counts as 0
     */
    public Response enqueue(String jobType, JsonNode payload, Integer priority, UriInfo uri) {
        JsonNode object = payload == null || payload.isNull() ? Json.MAPPER.createObjectNode() : payload;
        JobDetail job = queue.enqueue(new JobRequest(jobType, object, priority == null ? 0 : priority));
        return Response.ok(new Enqueued(job))
                .location(uri.getBaseUriBuilder()
                        .path("jobs")
                        .path(Long.toString(job.id()))
                        .build())
                .build();
    }

    /** The answer of an enqueue route. */
    public record Enqueued(JobDetail job) {}
}
