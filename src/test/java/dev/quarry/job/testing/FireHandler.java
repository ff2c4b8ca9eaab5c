package dev.quarry.job.testing;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.schedule.store.ScheduleFires;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Takes the same fire of a schedule twice, on a thread that has no transaction, as the schedule's timer has none. */
@ApplicationScoped
public class FireHandler implements JobHandler<FireHandler.Request, FireHandler.Result> {

    public record Request() {}

    public record Result(Long first, Long second) {}

    private final ScheduleFires fires;

    @Inject
    public FireHandler(ScheduleFires fires) {
        this.fires = fires;
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
        OffsetDateTime time = OffsetDateTime.of(2026, 1, 1, 12, 0, 0, 0, ZoneOffset.UTC);
        return new Result(fire(time), fire(time));
    }

    private Long fire(OffsetDateTime time) {
        return fires.fire("test_fire", time, "leaderboard_refresh").orElse(null);
    }
}
