package dev.quarry.job.http;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobRequest;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.job.run.StoredJobQueue;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The answer of every enqueueing route: 200 with {@code {"job": …}} and a {@code Location} of the job. The query may
 * contain options, the header {@code Idempotency-Key} a key.
 */
@ApplicationScoped
public class EnqueueRoute {

    /** The header that makes a request safe to repeat. */
    static final String KEY = "Idempotency-Key";

    private final StoredJobQueue queue;

    @Inject
    public EnqueueRoute(StoredJobQueue queue) {
        this.queue = queue;
    }

    /**
     * Enqueues a job with the body as its payload and the query's options.
     *
     * @param payload the request body; null counts as an empty object
     * @throws InvalidInputException naming what is wrong with the payload, the options or the key
     */
    public Response enqueue(String jobType, JsonNode payload, UriInfo uri) {
        JsonNode object = payload == null || payload.isNull() ? Json.MAPPER.createObjectNode() : payload;
        return enqueue(new JobRequest(jobType, object), uri);
    }

    /** Enqueues a job of a request that may have options already; those in the query override them. */
    Response enqueue(JobRequest request, UriInfo uri) {
        JobDetail job = queue.enqueue(EnqueueOptions.of(uri.getQueryParameters(), request), key());
        return Response.ok(new Enqueued(job))
                .location(uri.getBaseUriBuilder()
                        .path("jobs")
                        .path(Long.toString(job.id()))
                        .build())
                .build();
    }

    /** Enqueues many jobs, each with its own options; those in the query override them. */
    Response enqueueAll(List<JobRequest> requests, UriInfo uri) {
        List<JobRequest> all = requests.stream()
                .map(request -> EnqueueOptions.of(uri.getQueryParameters(), request))
                .toList();
        List<Long> ids = queue.enqueueAll(all, key());
        return Response.ok(new EnqueuedBatch(ids.size(), ids)).build();
    }

    private String key() {
        String key = IdempotencyHeader.text();
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > JobRequests.LONGEST_KEY) {
            throw new InvalidInputException(KEY, "must have 1 to " + JobRequests.LONGEST_KEY + " characters");
        }
        return key;
    }

    /** The answer of an enqueue route. */
    public record Enqueued(@Described("The job") JobDetail job) {}

    /** The answer to many jobs: their ids in the order of the request. */
    public record EnqueuedBatch(
            @Described("How many jobs were enqueued") int count,

            @Described("Their ids, in the order of the request")
            List<Long> jobIds) {}
}
