package dev.quarry.job.http;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobEvent;
import dev.quarry.job.JobSummary;
import dev.quarry.job.run.StoredJobQueue;
import dev.quarry.job.store.JobArchive;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The queue's own routes (SPEC A). */
@Path("/jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {

    private final StoredJobQueue queue;
    private final JobArchive archive;
    private final EnqueueRoute route;
    private final PayloadReader reader;

    @Inject
    public JobsResource(StoredJobQueue queue, JobArchive archive, EnqueueRoute route, PayloadReader reader) {
        this.queue = queue;
        this.archive = archive;
        this.route = route;
        this.reader = reader;
    }

    /** Enqueues a job of any type. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response enqueue(JsonNode body, @Context UriInfo uri) {
        NewJob job = reader.read(body, NewJob.class);
        if (job.payload() != null && !job.payload().isNull() && !job.payload().isObject()) {
            throw new InvalidInputException("payload", "must be an object");
        }
        return route.enqueue(job.jobType(), job.payload(), job.priority() == null ? 0 : job.priority(), uri);
    }

    /** Newest jobs first. */
    @GET
    public JobList list(
            @QueryParam("status") String status,
            @QueryParam("job_type") String jobType,
            @QueryParam("limit") String limit,
            @QueryParam("offset") String offset) {
        return new JobList(archive.newest(
                QueryParameter.text("status", status),
                QueryParameter.text("job_type", jobType),
                QueryParameter.integer("limit", limit, 50, 1, 200),
                QueryParameter.integer("offset", offset, 0, 0, Integer.MAX_VALUE)));
    }

    /** One job, whole. */
    @GET
    @Path("{id}")
    public JobDetail find(@PathParam("id") String id) {
        return found(QueryParameter.id("id", id));
    }

    /** The newest events of a job in the order of writing. */
    @GET
    @Path("{id}/events")
    public JobHistory events(@PathParam("id") String id, @QueryParam("limit") String limit) {
        int most = QueryParameter.integer("limit", limit, 200, 1, 500);
        long jobId = found(QueryParameter.id("id", id)).id();
        return new JobHistory(jobId, archive.events(jobId, most));
    }

    /** Cancels a queued or running job; a final one stays as it is, and the request is noted. */
    @POST
    @Path("{id}/cancel")
    public JobDetail cancel(@PathParam("id") String id) {
        long jobId = QueryParameter.id("id", id);
        queue.cancel(jobId);
        return found(jobId);
    }

    private JobDetail found(long id) {
        return archive.find(id).orElseThrow(() -> ProblemException.notFound("Job not found"));
    }

    /** The body of an enqueue request. */
    public record NewJob(@NotBlank(message = "is required") String jobType, JsonNode payload, Integer priority) {}

    /** A page of jobs. */
    public record JobList(List<JobSummary> jobs) {}

    /** A job's history. */
    public record JobHistory(long jobId, List<JobEvent> events) {}
}
