package dev.quarry.schedule.http;

import dev.quarry.job.JobRequest;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.schedule.PayloadTemplate;
import dev.quarry.schedule.Schedule;
import dev.quarry.schedule.ScheduleDefinition;
import dev.quarry.schedule.ScheduleFire;
import dev.quarry.schedule.fire.ScheduleFiring;
import dev.quarry.schedule.store.ScheduleStore;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import tools.jackson.databind.JsonNode;

/** Recurring work. */
@Path("schedules")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class SchedulesResource {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    private final ScheduleStore schedules;
    private final ScheduleFiring firing;
    private final PayloadReader reader;
    private final JobRequests requests;

    @Inject
    public SchedulesResource(
            ScheduleStore schedules, ScheduleFiring firing, PayloadReader reader, JobRequests requests) {
        this.schedules = schedules;
        this.firing = firing;
        this.reader = reader;
        this.requests = requests;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public SchedulesResource() {
        this(null, null, null, null);
    }

    /** All schedules by name, with next and last fires. */
    @GET
    @Operation(operationId = "listSchedules", summary = "All schedules, with next and last fires")
    public Schedules list() {
        return new Schedules(schedules.all());
    }

    /** One schedule. */
    @GET
    @Path("{name}")
    @Operation(operationId = "getSchedule", summary = "One schedule")
    public Schedule find(@PathParam("name") String name) {
        return found(name);
    }

    /** The latest fires of a schedule, newest first. */
    @GET
    @Path("{name}/fires")
    @Operation(operationId = "listFires", summary = "The latest fires of a schedule, newest first")
    public Fires fires(
            @PathParam("name") String name,
            @QueryParam("limit") @Whole(min = 1, max = 1000, defaultValue = 50) String limit) {
        int most = QueryParameter.integer("limit", limit, 50, 1, 1000);
        return new Fires(schedules.fires(found(name).name(), most));
    }

    /** Creates or replaces a schedule. Faults of its jobs are reported now, not when it fires. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{name}")
    @Operation(operationId = "putSchedule", summary = "Create or change a schedule, whole")
    @RequestBodySchema(ScheduleDefinition.class)
    public Schedule put(@PathParam("name") String name, JsonNode body) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInputException("name", "must be 1 to 100 letters, digits, dots, dashes or underscores");
        }
        ScheduleDefinition definition = reader.read(body, ScheduleDefinition.class);
        OffsetDateTime now = schedules.now();
        JsonNode payload = PayloadTemplate.fill(definition.payload(), now);
        check(new JobRequest(definition.jobType(), payload, definition.priority()));
        OffsetDateTime next = definition.times().after(now).orElse(null);
        schedules.put(name, definition, definition.paused() ? null : next);
        return found(name);
    }

    /** Removes a schedule; its jobs stay. */
    @DELETE
    @Path("{name}")
    @Operation(operationId = "removeSchedule", summary = "Remove a schedule; its jobs stay")
    public Response remove(@PathParam("name") String name) {
        if (!schedules.remove(name)) {
            throw unknown(name);
        }
        return Response.noContent().build();
    }

    /** Pauses a schedule: it does not fire from now on. */
    @POST
    @Path("{name}/pause")
    @Operation(operationId = "pauseSchedule", summary = "Let a schedule fire no more")
    public Schedule pause(@PathParam("name") String name) {
        schedules.pause(found(name).name(), true, null);
        return found(name);
    }

    /** Resumes a schedule: it fires again; fires that were due meanwhile are not made up for. */
    @POST
    @Path("{name}/resume")
    @Operation(operationId = "resumeSchedule", summary = "Let a schedule fire again")
    public Schedule resume(@PathParam("name") String name) {
        Schedule schedule = found(name);
        if (schedule.paused()) {
            schedules.pause(name, false, schedule.times().after(schedules.now()).orElse(null));
        }
        return found(name);
    }

    /** Enqueues a job of the schedule now, paused or not; its next fire is unchanged. */
    @POST
    @Path("{name}/run")
    @Operation(operationId = "runSchedule", summary = "Enqueue a job of a schedule now")
    public Started run(@PathParam("name") String name) {
        return new Started(firing.runNow(found(name)));
    }

    private void check(JobRequest request) {
        try {
            requests.check(request);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(e.violations().stream()
                    .map(v -> v.field().equals("job_type") ? v : v.under("payload"))
                    .toList());
        }
    }

    private Schedule found(String name) {
        return schedules.find(name).orElseThrow(() -> unknown(name));
    }

    private static ProblemException unknown(String name) {
        return ProblemException.notFound("There is no schedule " + name);
    }

    /** The answer of the list. */
    public record Schedules(
            @Described("The schedules, by name") List<Schedule> schedules) {}

    /** The answer of the fires. */
    public record Fires(
            @Described("The fires, newest first") List<ScheduleFire> fires) {}

    /** The answer of a run: the job. */
    public record Started(@Described("The job's id") long jobId) {}
}
