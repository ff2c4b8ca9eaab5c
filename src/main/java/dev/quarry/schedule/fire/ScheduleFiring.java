package dev.quarry.schedule.fire;

import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TransactionFailedException;
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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Fires schedules. A fire is one transaction: the row of the fire, its job and the schedule's next time are stored
 * together or not at all, so no node and no crash can duplicate or lose one.
 */
@ApplicationScoped
public class ScheduleFiring {

    private static final Logger LOG = Logger.getLogger(ScheduleFiring.class.getName());

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
     * Fires what is due, each schedule by itself: when one fails, the reason is stored in its {@code last_error}, and
     * it continues with its next time. Only temporary failures, such as a database that is away, are tried again, after
     * all others.
     *
     * @return how many schedules were due
     */
    public int fireDue() {
        int due = 0;
        Set<String> passedOver = new HashSet<>();
        RuntimeException again = null;
        AtomicReference<String> taken = new AtomicReference<>();
        boolean more = true;
        while (more) {
            taken.set(null);
            try {
                more = transactions.inNew(() -> fireNext(passedOver, taken));
            } catch (RuntimeException e) {
                if (taken.get() == null) {
                    throw e;
                }
                passedOver.add(taken.get());
                if (TransactionFailedException.mayPass(e)) {
                    again = e;
                } else {
                    failed(taken.get(), e);
                }
            }
            due += more ? 1 : 0;
        }
        if (again != null) {
            throw again;
        }
        return due;
    }

    /** Fires a schedule now, in addition to its times, in the caller's transaction if there is one. */
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

    private boolean fireNext(Set<String> but, AtomicReference<String> taken) {
        Optional<String> next = schedules.nextDue(but);
        next.ifPresent(name -> {
            taken.set(name);
            fire(schedules.find(name).orElseThrow());
        });
        return next.isPresent();
    }

    private void fire(Schedule schedule) {
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
            long jobId = enqueue(schedule, latest);
            schedules.fired(schedule.name(), latest, jobId);
            schedules.afterFire(schedule.name(), next, latest, jobId, null);
        } else {
            schedules.afterFire(schedule.name(), next, null, null, schedule.lastError());
        }
    }

    /** Stores a failure in a transaction of its own, since that of the fire is rolled back. */
    private void failed(String name, RuntimeException thrown) {
        LOG.log(Level.WARNING, "Schedule " + name + " could not fire; its next fire moves on", thrown);
        transactions.runInNew(() -> schedules
                .lockIfDue(name)
                .ifPresent(fireTime -> schedules.afterFire(name, nextFire(name), fireTime, null, sentence(thrown))));
    }

    /** The next time of a schedule; null, which means never, when not even that can be computed. */
    private OffsetDateTime nextFire(String name) {
        try {
            return schedules
                    .find(name)
                    .flatMap(schedule -> schedule.times().after(schedules.now()))
                    .orElse(null);
        } catch (DatabaseException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Schedule " + name + " fires no more: its next time cannot be told", e);
            return null;
        }
    }

    /**
     * The reason as shown to the schedule's owner, who may be able to act on it; faults of the program are only in the
     * log.
     */
    private static String sentence(RuntimeException thrown) {
        return thrown instanceof InvalidInputException || thrown instanceof ProblemException
                ? thrown.getMessage()
                : "Unexpected " + thrown.getClass().getSimpleName() + " (" + thrown.getMessage()
                        + "); the log has more";
    }

    private long enqueue(Schedule schedule, OffsetDateTime fireTime) {
        return queue.enqueue(new JobRequest(
                        schedule.jobType(), PayloadTemplate.fill(schedule.payload(), fireTime), schedule.priority()))
                .id();
    }
}
