package dev.quarry.schedule.fire;

import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.schedule.CronTimes;
import dev.quarry.schedule.MissedFires;
import dev.quarry.schedule.PayloadTemplate;
import dev.quarry.schedule.Schedule;
import dev.quarry.schedule.store.ScheduleStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * Fires schedules. A fire is one transaction: the row of the fire, its job and the schedule's next time are there
 * together or not at all, so no node and no crash can double or lose one.
 */
@ApplicationScoped
public class ScheduleFiring {

    /** A fire that is later than this counts as missed. */
    static final Duration LATE = Duration.ofSeconds(60);

    private final ScheduleStore schedules;
    private final JobQueue queue;
    private final Transactions transactions;

    @Inject
    public ScheduleFiring(ScheduleStore schedules, JobQueue queue, Transactions transactions) {
        this.schedules = schedules;
        this.queue = queue;
        this.transactions = transactions;
    }

    /**
     * Fires what is due.
     *
     * @return how many schedules were due
     */
    public int fireDue() {
        int due = 0;
        while (transactions.inNew(this::fireNext)) {
            due++;
        }
        return due;
    }

    /** Fires a schedule now, beside its times, in the caller's transaction if there is one. */
    public long runNow(Schedule schedule) {
        return transactions.inCurrent(() -> {
            OffsetDateTime now = schedules.now();
            long jobId = enqueue(schedule, now);
            if (schedules.takeFire(schedule.name(), now)) {
                schedules.fired(schedule.name(), now, jobId);
            }
            return jobId;
        });
    }

    private boolean fireNext() {
        return schedules.nextDue().map(this::fire).isPresent();
    }

    private Schedule fire(Schedule schedule) {
        OffsetDateTime now = schedules.now();
        CronTimes times = schedule.times();
        OffsetDateTime next = times.after(now).orElse(null);
        OffsetDateTime latest = times.latest(now)
                .filter(time -> time.isAfter(schedule.nextFire()))
                .orElse(schedule.nextFire());
        boolean missed = latest.plus(LATE).isBefore(now);
        if (missed && schedule.missedFires() == MissedFires.SKIP) {
            schedules.afterFire(schedule.name(), next, null, null, null);
        } else if (schedules.takeFire(schedule.name(), latest)) {
            fire(schedule, latest, next);
        } else {
            schedules.afterFire(schedule.name(), next, null, null, schedule.lastError());
        }
        return schedule;
    }

    private void fire(Schedule schedule, OffsetDateTime fireTime, OffsetDateTime next) {
        try {
            long jobId = enqueue(schedule, fireTime);
            schedules.fired(schedule.name(), fireTime, jobId);
            schedules.afterFire(schedule.name(), next, fireTime, jobId, null);
        } catch (InvalidInputException e) {
            // The payload was right when the schedule was stored; nothing was written, and it must not block others.
            schedules.afterFire(schedule.name(), next, fireTime, null, e.getMessage());
        }
    }

    private long enqueue(Schedule schedule, OffsetDateTime fireTime) {
        return queue.enqueue(new JobRequest(
                        schedule.jobType(), PayloadTemplate.fill(schedule.payload(), fireTime), schedule.priority()))
                .id();
    }
}
