package dev.quarry.job.http;

import dev.quarry.job.JobSummary;
import dev.quarry.job.store.read.ChangeLog;
import dev.quarry.job.stream.LastEventId;
import dev.quarry.job.stream.Selection;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** One job as server-sent events. */
@Path("/jobs/{id}/stream")
@RequestScoped
@Produces(SseConnection.MEDIA_TYPE)
public class JobStreamResource {

    private final StreamOpening opening;
    private final ChangeLog log;

    @Inject
    public JobStreamResource(StreamOpening opening, ChangeLog log) {
        this.opening = opening;
        this.log = log;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public JobStreamResource() {
        this(null, null);
    }

    /**
     * The job as it is, its history, then its changes, until {@code end} after its final state. A client that has seen
     * the end and connects again, as browsers do by themselves, gets 204, which tells it to stop.
     */
    @GET
    @Operation(operationId = "streamJob", summary = "What happens to one job, as server-sent events")
    @APIResponseSchema(String.class)
    @APIResponse(responseCode = "204", description = "The client has seen the end")
    public void stream(
            @PathParam("id") @Whole String id,
            @QueryParam("last_event_id") String parameter,
            @HeaderParam("Last-Event-ID") String header,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse suspended) {
        long jobId = QueryParameter.id("id", id);
        LastEventId last = opening.lastEventId(header, parameter);
        JobSummary job = log.jobs(List.of(jobId)).stream()
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("Job not found"));
        if (last != null && last.ended() && job.status().isFinal()) {
            suspended.resume(Response.noContent().build());
            return;
        }
        opening.checkRoom();
        opening.open(request, Selection.job(jobId), last);
    }
}
