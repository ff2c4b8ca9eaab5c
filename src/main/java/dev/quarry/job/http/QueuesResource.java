package dev.quarry.job.http;

import dev.quarry.job.Lane;
import dev.quarry.job.QueueLimit;
import dev.quarry.job.QueueOverview;
import dev.quarry.job.QueueScope;
import dev.quarry.job.admin.QueueAdmin;
import dev.quarry.job.enqueue.JobHandlers;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import tools.jackson.databind.JsonNode;

/** Depth of the queue, pauses and limits. Every change answers with the overview after it. */
@Path("/queues")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class QueuesResource {

    private final QueueAdmin queueAdmin;
    private final JobHandlers handlers;
    private final PayloadReader reader;

    @Inject
    public QueuesResource(QueueAdmin queueAdmin, JobHandlers handlers, PayloadReader reader) {
        this.queueAdmin = queueAdmin;
        this.handlers = handlers;
        this.reader = reader;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public QueuesResource() {
        this(null, null, null);
    }

    /** Lanes, types and limited keys. */
    @GET
    @Operation(operationId = "getQueues", summary = "Lanes, types and keys with what waits and runs")
    public QueueOverview overview() {
        return queueAdmin.overview();
    }

    /** Pauses a lane: none of its jobs are claimed from now on; running jobs continue. */
    @POST
    @Path("{lane}/pause")
    @Operation(operationId = "pauseLane", summary = "Start no more jobs of a lane")
    public QueueOverview pauseLane(@PathParam("lane") String lane) {
        queueAdmin.pause(QueueScope.LANE, lane(lane));
        return queueAdmin.overview();
    }

    /** Resumes a lane. */
    @POST
    @Path("{lane}/resume")
    @Operation(operationId = "resumeLane", summary = "Start jobs of a lane again")
    public QueueOverview resumeLane(@PathParam("lane") String lane) {
        queueAdmin.resume(QueueScope.LANE, lane(lane));
        return queueAdmin.overview();
    }

    /** Pauses a type: none of its jobs are claimed from now on; running jobs continue. */
    @POST
    @Path("types/{type}/pause")
    @Operation(operationId = "pauseType", summary = "Start no more jobs of a type")
    public QueueOverview pauseType(@PathParam("type") String type) {
        queueAdmin.pause(QueueScope.JOB_TYPE, type(type));
        return queueAdmin.overview();
    }

    /** Resumes a type. */
    @POST
    @Path("types/{type}/resume")
    @Operation(operationId = "resumeType", summary = "Start jobs of a type again")
    public QueueOverview resumeType(@PathParam("type") String type) {
        queueAdmin.resume(QueueScope.JOB_TYPE, type(type));
        return queueAdmin.overview();
    }

    /** Limits a type over the whole cluster: {@code max_running}, {@code rate_per_minute}, {@code burst}. */
    @PUT
    @Path("types/{type}/limit")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "limitType", summary = "Limit the jobs of a type over the whole cluster")
    @RequestBodySchema(QueueLimit.class)
    public QueueOverview limitType(@PathParam("type") String type, JsonNode body) {
        queueAdmin.limit(QueueScope.JOB_TYPE, type(type), reader.read(body, QueueLimit.class));
        return queueAdmin.overview();
    }

    /** Lifts the limit of a type. */
    @DELETE
    @Path("types/{type}/limit")
    @Operation(operationId = "unlimitType", summary = "Lift the limit of a type")
    public QueueOverview unlimitType(@PathParam("type") String type) {
        return unlimit(QueueScope.JOB_TYPE, type(type));
    }

    /** Limits the jobs that share a concurrency key: {@code max_running}. */
    @PUT
    @Path("keys/{key}/limit")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "limitKey", summary = "Limit the jobs that share a concurrency key")
    @RequestBodySchema(QueueLimit.class)
    public QueueOverview limitKey(@PathParam("key") String key, JsonNode body) {
        if (key.isBlank() || key.length() > JobRequests.LONGEST_KEY) {
            throw new InvalidInputException("key", "must have 1 to " + JobRequests.LONGEST_KEY + " characters");
        }
        QueueLimit limit = reader.read(body, QueueLimit.class);
        if (limit.ratePerMinute() != null) {
            throw new InvalidInputException("rate_per_minute", "is for types only");
        }
        queueAdmin.limit(QueueScope.KEY, key, limit);
        return queueAdmin.overview();
    }

    /** Lifts the limit of a key. */
    @DELETE
    @Path("keys/{key}/limit")
    @Operation(operationId = "unlimitKey", summary = "Lift the limit of a key")
    public QueueOverview unlimitKey(@PathParam("key") String key) {
        return unlimit(QueueScope.KEY, key);
    }

    private QueueOverview unlimit(QueueScope scope, String name) {
        if (!queueAdmin.unlimit(scope, name)) {
            throw ProblemException.notFound("No limit is set for " + name);
        }
        return queueAdmin.overview();
    }

    private static String lane(String name) {
        if (Arrays.stream(Lane.values()).noneMatch(lane -> lane.code().equals(name))) {
            throw ProblemException.notFound("Lane not found; there are "
                    + Arrays.stream(Lane.values()).map(Lane::code).collect(Collectors.joining(", ")));
        }
        return name;
    }

    private String type(String name) {
        if (handlers.find(name).isEmpty()) {
            throw ProblemException.notFound("Job type not found; there are " + String.join(", ", handlers.types()));
        }
        return name;
    }
}
