package dev.quarry.job.http;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import tools.jackson.databind.JsonNode;

/** What every route that enqueues answers: 200 with {@code {"job": …}} and a {@code Location} of the job. */
@ApplicationScoped
public class EnqueueRoute {

    private static final String PRIORITY = "priority";

    private final JobQueue queue;

    @Inject
    public EnqueueRoute(JobQueue queue) {
        this.queue = queue;
    }

    /**
     * Enqueues what the body asks for, with the priority that the query gives; 0 when it gives none.
     *
     * @param payload the request body; null counts as an empty object
     * @throws InvalidInputException naming what is wrong with the payload or the priority
     */
    public Response enqueue(String jobType, JsonNode payload, UriInfo uri) {
        String priority = uri.getQueryParameters().getFirst(PRIORITY);
        JsonNode object = payload == null || payload.isNull() ? Json.MAPPER.createObjectNode() : payload;
        return enqueue(
                new JobRequest(
                        jobType,
                        object,
                        QueryParameter.integer(PRIORITY, priority, 0, Integer.MIN_VALUE, Integer.MAX_VALUE)),
                uri);
    }

    /** The same for a request that is complete. */
    Response enqueue(JobRequest request, UriInfo uri) {
        JobDetail job = queue.enqueue(request);
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
