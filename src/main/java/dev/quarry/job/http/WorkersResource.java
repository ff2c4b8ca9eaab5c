package dev.quarry.job.http;

import dev.quarry.job.Worker;
import dev.quarry.job.WorkerState;
import dev.quarry.job.store.WorkerRows;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The nodes that run jobs. */
@Path("/workers")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class WorkersResource {

    private final WorkerRows rows;

    @Inject
    public WorkersResource(WorkerRows rows) {
        this.rows = rows;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public WorkersResource() {
        this(null);
    }

    /** All nodes that reported in the last day. */
    @GET
    @Operation(operationId = "listWorkers", summary = "The nodes that were heard of in the last day")
    public Workers list() {
        return new Workers(rows.all());
    }

    /** One node. */
    @GET
    @Path("{id}")
    @Operation(operationId = "getWorker", summary = "One node")
    public Worker find(@PathParam("id") String id) {
        return rows.find(id).orElseThrow(WorkersResource::unknown);
    }

    /**
     * Asks a node to claim nothing new, let its running jobs finish, and hand back those that do not; it reacts within
     * a second.
     */
    @POST
    @Path("{id}/drain")
    @Operation(operationId = "drainWorker", summary = "Ask a node to finish and take nothing new")
    @APIResponse(responseCode = "409", description = "The node has stopped or is lost")
    public Worker drain(@PathParam("id") String id) {
        return request(id, true);
    }

    /** Asks a node to work again. */
    @POST
    @Path("{id}/resume")
    @Operation(operationId = "resumeWorker", summary = "Ask a node to work again")
    @APIResponse(responseCode = "409", description = "The node has stopped or is lost")
    public Worker resume(@PathParam("id") String id) {
        return request(id, false);
    }

    private Worker request(String id, boolean drain) {
        Worker worker = find(id);
        if (worker.state() == WorkerState.STOPPED || worker.state() == WorkerState.LOST) {
            throw new ProblemException(
                    409,
                    "Conflict",
                    String.format(
                            Locale.ROOT,
                            "Worker %s is %s and follows nothing; what it ran is taken over when its leases run out",
                            id,
                            worker.state().code()));
        }
        rows.requestDrain(id, drain);
        return find(id);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Worker not found");
    }

    /** The nodes, by name. */
    public record Workers(@Described("The nodes, by name") List<Worker> workers) {}
}
