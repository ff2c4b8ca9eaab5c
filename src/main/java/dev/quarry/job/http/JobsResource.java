package dev.quarry.job.http;

import dev.quarry.job.JobCounts;
import dev.quarry.job.JobCursor;
import dev.quarry.job.JobDetail;
import dev.quarry.job.JobEvent;
import dev.quarry.job.JobFilter;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobSummary;
import dev.quarry.job.enqueue.BatchHandler;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.job.run.StoredJobQueue;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.job.store.read.JobTally;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The queue's own routes (SPEC A). */
@Path("/jobs")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {

    private final StoredJobQueue queue;
    private final JobArchive archive;
    private final JobTally tally;
    private final EnqueueRoute route;
    private final JobRequests requests;
    private final JobEnds ends;

    @Inject
    public JobsResource(
            StoredJobQueue queue,
            JobArchive archive,
            JobTally tally,
            EnqueueRoute route,
            JobRequests requests,
            JobEnds ends) {
        this.queue = queue;
        this.archive = archive;
        this.tally = tally;
        this.route = route;
        this.requests = requests;
        this.ends = ends;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public JobsResource() {
        this(null, null, null, null, null, null);
    }

    /** Enqueues a job of any type. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "enqueueJob", summary = "Enqueue a job", description = "A job of any type.")
    @Extension(name = "x-job-type", value = "any")
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    public Response enqueue(JsonNode body, @Context UriInfo uri) {
        return route.enqueue(requests.read(body), uri);
    }

    /**
     * Enqueues many jobs, all or none: a list of them, or an object with {@code jobs} and {@code failure_policy} for a
     * parent that waits for them.
     */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Path("batch")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "enqueueBatch",
            summary = "Enqueue many jobs",
            description = "All or none: a list of jobs, each with its own options, or one parent that waits for them.")
    @Extension(name = "x-job-type", value = "batch")
    @APIResponse(
            responseCode = "200",
            description = "The ids in the order of the request, or the parent",
            content =
                    @Content(schema = @Schema(anyOf = {EnqueueRoute.EnqueuedBatch.class, EnqueueRoute.Enqueued.class})))
    @APIResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    public Response enqueueAll(JsonNode body, @Context UriInfo uri) {
        if (body instanceof ObjectNode) {
            return route.enqueue(new JobRequest(BatchHandler.TYPE, body), uri);
        }
        if (!(body instanceof ArrayNode list)) {
            throw new InvalidInputException("", "the body must be a list of jobs, or an object with the list jobs");
        }
        return route.enqueueAll(requests.readAll(list.valueStream().toList()), uri);
    }

    /** Newest jobs first. {@code next_cursor} leads to the next page, and is null when there is none. */
    @GET
    @Operation(operationId = "listJobs", summary = "Jobs, newest first, page by page")
    public JobList list(
            @QueryParam("status") String status,
            @QueryParam("job_type") String jobType,
            @QueryParam("text") String text,
            @QueryParam("created_from") String createdFrom,
            @QueryParam("created_to") String createdTo,
            @QueryParam("retrying") String retrying,
            @QueryParam("limit") @Whole(min = 1, max = 200, defaultValue = 50) String limit,
            @QueryParam("offset") @Whole(min = 0, max = Integer.MAX_VALUE, defaultValue = 0) String offset,
            @QueryParam("cursor") String cursor) {
        JobFilter filter = new JobFilter(
                StatusParameter.read(status),
                QueryParameter.text("job_type", jobType),
                QueryParameter.text("text", text),
                QueryParameter.time("created_from", createdFrom),
                QueryParameter.time("created_to", createdTo),
                null,
                QueryParameter.text("retrying", retrying) == null
                        ? null
                        : Boolean.valueOf(QueryParameter.flag("retrying", retrying, false)));
        int most = QueryParameter.integer("limit", limit, 50, 1, 200);
        int skip = QueryParameter.integer("offset", offset, 0, 0, Integer.MAX_VALUE);
        List<JobSummary> jobs = archive.newest(filter, cursor(cursor), most, skip);
        return new JobList(jobs, jobs.size() < most ? null : cursorAfter(jobs));
    }

    /** How many jobs there are, by state and by type. */
    @GET
    @Path("counts")
    @Operation(operationId = "getJobCounts", summary = "How many jobs there are, by state and by type")
    public JobCounts counts() {
        return tally.counts();
    }

    private static JobCursor cursor(String text) {
        String given = QueryParameter.text("cursor", text);
        return given == null
                ? null
                : JobCursor.of(given)
                        .orElseThrow(() -> new InvalidInputException("cursor", "must be a next_cursor of this route"));
    }

    private static String cursorAfter(List<JobSummary> jobs) {
        JobSummary last = jobs.get(jobs.size() - 1);
        return new JobCursor(last.createdAt(), last.id()).text();
    }

    /** One job with all details, at once or when it has ended, after {@code wait} seconds at the latest. */
    @GET
    @Path("{id}")
    @Operation(operationId = "getJob", summary = "One job with payload, result, error, progress and attempts")
    @APIResponseSchema(JobDetail.class)
    public void find(
            @PathParam("id") @Whole String id,
            @QueryParam("wait") @Whole(min = 0, max = JobEnds.MOST_SECONDS, defaultValue = 0) String wait,
            @Suspended AsyncResponse answer) {
        long jobId = QueryParameter.id("id", id);
        int seconds = QueryParameter.integer("wait", wait, 0, 0, JobEnds.MOST_SECONDS);
        JobDetail now = found(jobId);
        if (seconds == 0 || now.status().isFinal()) {
            answer.resume(now);
        } else {
            ends.await(jobId, seconds, answer, () -> found(jobId));
        }
    }

    /** The newest events of a job in the order of writing. */
    @GET
    @Path("{id}/events")
    @Operation(operationId = "listJobEvents", summary = "The newest events of a job, in the order of writing")
    public JobHistory events(
            @PathParam("id") @Whole String id,
            @QueryParam("limit") @Whole(min = 1, max = 500, defaultValue = 200) String limit) {
        int most = QueryParameter.integer("limit", limit, 200, 1, 500);
        long jobId = found(QueryParameter.id("id", id)).id();
        return new JobHistory(jobId, archive.events(jobId, most));
    }

    /** The children of a job in the order in which they were fanned out, from position {@code offset} on. */
    @GET
    @Path("{id}/children")
    @Operation(operationId = "listJobChildren", summary = "The children of a job, in the order of the fan-out")
    public Children children(
            @PathParam("id") @Whole String id,
            @QueryParam("limit") @Whole(min = 1, max = 1000, defaultValue = 200) String limit,
            @QueryParam("offset") @Whole(min = 0, max = Integer.MAX_VALUE, defaultValue = 0) String offset) {
        int most = QueryParameter.integer("limit", limit, 200, 1, 1000);
        int first = QueryParameter.integer("offset", offset, 0, 0, Integer.MAX_VALUE);
        long jobId = found(QueryParameter.id("id", id)).id();
        return new Children(jobId, archive.children(jobId, most, first));
    }

    /**
     * Cancels a queued or running job with its children; a final one stays as it is; the request is recorded in its
     * history.
     */
    @POST
    @Path("{id}/cancel")
    @Operation(operationId = "cancelJob", summary = "Cancel a queued or running job and its children")
    public JobDetail cancel(@PathParam("id") @Whole String id) {
        long jobId = QueryParameter.id("id", id);
        queue.cancel(jobId);
        return found(jobId);
    }

    /**
     * Replays a failed or canceled job with fresh attempts; of a parent's children, those that did not succeed. 409 for
     * any other job, and for a child.
     */
    @POST
    @Path("{id}/retry")
    @Operation(operationId = "retryJob", summary = "Replay a failed or canceled job with fresh attempts")
    @APIResponse(responseCode = "409", description = "The job has neither failed nor been canceled, or is a child")
    public JobDetail retry(@PathParam("id") @Whole String id) {
        long jobId = QueryParameter.id("id", id);
        queue.retry(jobId);
        return found(jobId);
    }

    private JobDetail found(long id) {
        return archive.find(id).orElseThrow(() -> ProblemException.notFound("Job not found"));
    }

    /** The children of a job. */
    public record Children(
            @Described("The parent") long jobId,

            @Described("The children, in the order in which they were fanned out")
            List<JobSummary> children) {}

    /** A page of jobs. */
    public record JobList(
            @Described("The jobs, newest first") List<JobSummary> jobs,

            @Described("The cursor of the next page; null on the last one")
            String nextCursor) {}

    /** A job's history. */
    public record JobHistory(
            @Described("The job's id") long jobId,

            @Described("The newest events, in the order of writing")
            List<JobEvent> events) {}
}
