package dev.quarry.schedule.store;

import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Fires schedules: the node that inserts the row of a fire enqueues its job, in the same transaction. */
@ApplicationScoped
public class ScheduleFires {

    /** The latest multiple of the interval since the epoch, by the database's clock. */
    private static final String LATEST_FIRE = "select to_timestamp(floor(extract(epoch from now()) / ?) * ?)";

    private static final String FIRE = """
            insert into schedule_fire (schedule, fire_time, job_id) values (?, ?, 0)
            on conflict (schedule, fire_time) do nothing
            """;

    private static final String FIRED = "update schedule_fire set job_id = ? where schedule = ? and fire_time = ?";

    private final Database database;
    private final JobQueue queue;
    private final Transactions transactions;

    @Inject
    public ScheduleFires(Database database, JobQueue queue, Transactions transactions) {
        this.database = database;
        this.queue = queue;
        this.transactions = transactions;
    }

    /** The time at which a schedule of that interval (seconds) was due last, UTC. */
    public OffsetDateTime latestFire(long intervalSeconds) {
        return database.first(
                        LATEST_FIRE, row -> row.getObject(1, OffsetDateTime.class), intervalSeconds, intervalSeconds)
                .orElseThrow();
    }

    /**
     * Enqueues the schedule's job unless some node did so for that fire already. The fire is taken and the job stored in
     * one transaction: a fire that brought no job can be taken again.
     *
     * @return the job; empty when the fire was taken
     */
    public Optional<Long> fire(String schedule, OffsetDateTime fireTime, String jobType) {
        return transactions.inNew(() -> take(schedule, fireTime, jobType));
    }

    private Optional<Long> take(String schedule, OffsetDateTime fireTime, String jobType) {
        if (database.update(FIRE, schedule, fireTime) == 0) {
            return Optional.empty();
        }
        long jobId = queue.enqueue(new JobRequest(jobType, Json.MAPPER.createObjectNode(), 0))
                .id();
        database.update(FIRED, jobId, schedule, fireTime);
        return Optional.of(jobId);
    }
}
