package dev.quarry.schedule.http;

import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.schedule.CronTimes;
import dev.quarry.schedule.ScheduleDefinition;
import dev.quarry.schedule.store.ScheduleStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** When a cron expression fires, to be looked at before a schedule is stored. */
@Path("cron")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class CronResource {

    private final ScheduleStore schedules;

    @Inject
    public CronResource(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public CronResource() {
        this(null);
    }

    /** The next times at which it fires, by the database's clock. 422 names {@code cron} or {@code time_zone}. */
    @GET
    @Operation(operationId = "nextFires", summary = "When a cron expression fires next")
    public NextFires next(
            @QueryParam("cron") String cron,
            @QueryParam("time_zone") String timeZone,
            @QueryParam("limit") @Whole(min = 1, max = 500, defaultValue = 5) String limit) {
        int most = QueryParameter.integer("limit", limit, 5, 1, 500);
        String expression = QueryParameter.text("cron", cron);
        if (expression == null) {
            throw new InvalidInputException("cron", "is required");
        }
        ScheduleDefinition definition = new ScheduleDefinition(
                "any", null, expression, QueryParameter.text("time_zone", timeZone), null, null, null);
        InvalidInputException.throwIfAny(definition.violations());
        CronTimes times = definition.times();
        List<OffsetDateTime> fires = new ArrayList<>();
        Optional<OffsetDateTime> fire = times.after(schedules.now());
        while (fire.isPresent() && fires.size() < most) {
            fires.add(fire.get());
            fire = times.after(fire.get());
        }
        return new NextFires(definition.cron(), definition.timeZone(), fires);
    }

    /** The times. */
    public record NextFires(
            @Described("The expression") String cron,
            @Described("The time zone of the expression") String timeZone,

            @Described("When it fires, the next time first, UTC; fewer where there are no more")
            List<OffsetDateTime> fires) {}
}
