package dev.quarry.job.http;

import dev.quarry.job.stream.LastEventId;
import dev.quarry.job.stream.Selection;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Changes of all jobs as server-sent events. */
@Path("/stream")
@RequestScoped
@Produces(SseConnection.MEDIA_TYPE)
public class StreamResource {

    private final StreamOpening opening;

    @Inject
    public StreamResource(StreamOpening opening) {
        this.opening = opening;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public StreamResource() {
        this(null);
    }

    /**
     * {@code job} (as in the list), {@code event} and {@code reset}, from now on, or from the last event that the
     * client has seen. With {@code status} it is about jobs that are in this state or may have left it just now.
     */
    @GET
    @Operation(operationId = "streamJobs", summary = "What happens to all jobs, as server-sent events")
    @APIResponseSchema(String.class)
    public void stream(
            @QueryParam("status") String status,
            @QueryParam("job_type") String jobType,
            @QueryParam("parent_id") @Whole String parentId,
            @QueryParam("last_event_id") String parameter,
            @HeaderParam("Last-Event-ID") String header,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse suspended) {
        Selection selection = new Selection(
                null,
                StatusParameter.read(status),
                QueryParameter.text("job_type", jobType),
                parentId == null || parentId.isBlank() ? null : QueryParameter.id("parent_id", parentId));
        LastEventId last = opening.lastEventId(header, parameter);
        opening.checkRoom();
        opening.open(request, selection, last);
    }
}
