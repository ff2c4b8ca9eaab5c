package dev.quarry.job.testing;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.schedule.Schedule;
import dev.quarry.schedule.ScheduleDefinition;
import dev.quarry.schedule.fire.ScheduleFiring;
import dev.quarry.schedule.store.ScheduleStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;

/** Makes a schedule due twice for the same time, on a thread without a transaction, as the schedules' timer has none. */
@ApplicationScoped
public class FireHandler implements JobHandler<FireHandler.Request, FireHandler.Result> {

    public record Request() {}

    public record Result(Long first, Long second) {}

    private final ScheduleStore schedules;
    private final ScheduleFiring firing;

    @Inject
    public FireHandler(ScheduleStore schedules, ScheduleFiring firing) {
        this.schedules = schedules;
        this.firing = firing;
    }

    @Override
    public JobType type() {
        return new JobType("test_fire", Lane.LIGHT);
    }

    @Override
    public Class<Request> parameters() {
        return Request.class;
    }

    @Override
    public Result run(Request request, JobContext job) {
        OffsetDateTime time = schedules.now().minusSeconds(1);
        return new Result(fire(time), fire(time));
    }

    /** The job that a look at due schedules brought, by this node's timer or here. */
    private Long fire(OffsetDateTime time) {
        schedules.put(
                "test_fire",
                new ScheduleDefinition("leaderboard_refresh", null, "0 0 1 1 *", null, null, null, null),
                time);
        firing.fireDue();
        return schedules.find("test_fire").map(Schedule::lastJobId).orElse(null);
    }
}
