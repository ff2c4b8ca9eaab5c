package dev.quarry.job.run;

import dev.quarry.job.Progress;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.job.wake.JobChanges;
import dev.quarry.platform.concurrent.Vital;
import dev.quarry.platform.sql.TimeLimit;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps the leases of this node's attempts alive from a thread of its own (promise 5), writes their progress, and stops
 * those whose job was canceled or taken over, or that take too long: twice a second it reads the tokens of all of them
 * in one query. A second thread watches the first, since the database may be silent for longer than a lease lasts.
 */
@ApplicationScoped
public class Heartbeat {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class.getName());
    private static final long TICK_MILLIS = 500;
    private static final long MIN_LIMIT_NANOS = 250_000_000;

    /** How long short jobs that were claimed together may take in all. */
    private static final long MAX_NANOS_TOGETHER = 250_000_000;

    private final JobTransitions transitions;
    private final AttemptEndings endings;
    private final JobChanges changes;
    private final Duration lease;
    private final ThreadFactory threads;
    private final LongSupplier nanoTime;
    private final Map<Long, WatchedAttempt> watched = new ConcurrentHashMap<>();
    private final Map<ClaimedBatch, Long> batches = new ConcurrentHashMap<>();

    private final Vital beating = Vital.named("heartbeat", Duration.ofMinutes(5));
    private final Vital watchdog = Vital.named("watchdog", Duration.ofMinutes(1));
    private volatile boolean ended;
    private volatile Thread thread;
    private Thread watching;

    /** How many heartbeat threads have been started; only the last one continues. */
    private volatile int turn;

    /** When the current or last round began. */
    private volatile long roundNanos;

    /** When the last successful round ended. */
    private volatile long goodNanos;

    @Inject
    public Heartbeat(
            JobTransitions transitions,
            AttemptEndings endings,
            JobChanges changes,
            @ConfigProperty(name = "quarry.lease.seconds", defaultValue = "15") int leaseSeconds,
            ThreadFactory threads) {
        this(transitions, endings, changes, leaseSeconds, threads, System::nanoTime);
    }

    /** @param nanoTime the clock for durations */
    Heartbeat(
            JobTransitions transitions,
            AttemptEndings endings,
            JobChanges changes,
            int leaseSeconds,
            ThreadFactory threads,
            LongSupplier nanoTime) {
        this.transitions = transitions;
        this.endings = endings;
        this.changes = changes;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.lease = Duration.ofSeconds(leaseSeconds);
        this.goodNanos = nanoTime.getAsLong();
    }

    /** How long an attempt owns its job without a heartbeat. */
    Duration lease() {
        return lease;
    }

    /** Starts the thread; further calls do nothing. */
    public synchronized void start() {
        if (thread == null) {
            begin();
            watching = watchdog.start(threads, this::watchAll);
        }
    }

    private synchronized void begin() {
        roundNanos = nanoTime.getAsLong();
        int mine = ++turn;
        thread = beating.start(threads, () -> beat(mine));
    }

    /** False when no round has ended for half a lease: then other nodes may soon take over what runs here. */
    public boolean isOnTime() {
        return thread == null || nanoTime.getAsLong() - goodNanos < lease.toNanos() / 2;
    }

    /** Watches an attempt that was claimed just now. */
    void watch(Attempt attempt) {
        watched.put(attempt.claim().fencingToken(), new WatchedAttempt(attempt, nanoTime.getAsLong()));
        changes.changed();
    }

    /** Watches attempts that were claimed together just now, and makes sure that none waits long for the others. */
    void watch(ClaimedBatch batch, List<Attempt> attempts) {
        attempts.forEach(this::watch);
        if (attempts.size() > 1) {
            batches.put(batch, nanoTime.getAsLong());
        }
    }

    /** Stops watching a batch, all of whose attempts are over. */
    void forget(ClaimedBatch batch) {
        batches.remove(batch);
    }

    /** Stops watching an attempt that is over. */
    void forget(Attempt attempt) {
        watched.remove(attempt.claim().fencingToken());
        changes.changed();
    }

    /** The attempts that this node is running. */
    List<Attempt> attempts() {
        return watched.values().stream().map(w -> w.attempt).toList();
    }

    /** Stops a job's attempt on this node without waiting for the next tick. */
    public void stop(long jobId) {
        watched.values().stream().filter(w -> w.attempt.jobId() == jobId).forEach(w -> w.attempt.stop());
        changes.changed();
    }

    /**
     * The loop of a heartbeat thread. It ends when another thread has replaced it, because a round may hang in spite of
     * all limits.
     */
    private void beat(int mine) {
        while (!ended && turn == mine) {
            try {
                Thread.sleep(TICK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            beating.round();
            roundNanos = nanoTime.getAsLong();
            beatOnce();
        }
    }

    private void watchAll() {
        while (!ended) {
            try {
                Thread.sleep(TICK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            watchdog.round();
            watchOnce();
        }
    }

    /**
     * Stops attempts whose leases could not be extended in time, aborts the statements that stopped ones wait for, and
     * starts another thread with another connection when the heartbeat thread hangs. Calls nothing that could block, so
     * it cannot hang itself.
     */
    synchronized void watchOnce() {
        watched.values().forEach(w -> {
            if (w.late) {
                stopIfLeaseIsOver(w);
            }
            // After a pause of the whole process the heartbeat has a moment to find out whether the job is still its
            // own.
            w.late = w.isLeaseOver(nanoTime.getAsLong(), lease);
            w.attempt.breakOff(threads);
        });
        if (!ended
                && thread != null
                && nanoTime.getAsLong() - roundNanos > limit().toNanos() + 2_000_000L * TICK_MILLIS) {
            LOG.warning("A round of the heartbeat hangs; it goes on with another connection");
            begin();
        }
    }

    /**
     * The time limit of a statement: a third of the lease for the first that hangs, then half of what is left, so that
     * several can be tried.
     */
    private Duration limit() {
        long now = nanoTime.getAsLong();
        long left = watched.values().stream()
                .mapToLong(w -> lease.toNanos() - (now - w.extendedNanos))
                .min()
                .orElse(lease.toNanos());
        long most = Math.min(lease.toNanos() / 3, left / 2);
        return Duration.ofNanos(Math.max(MIN_LIMIT_NANOS, most));
    }

    /** One round, which may fail. */
    void beatOnce() {
        try {
            TimeLimit.run(limit(), this::tick);
            goodNanos = nanoTime.getAsLong();
            relieve();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Heartbeat failed and goes on: {0}", e.toString());
            watched.values().forEach(this::stopIfLeaseIsOver);
        }
    }

    private void tick() {
        if (watched.isEmpty()) {
            return;
        }
        // Only those that are asked for: what is claimed meanwhile is not in the answer, and yet not lost.
        List<WatchedAttempt> asked = List.copyOf(watched.values());
        Map<Long, Long> tokens = transitions.currentTokens(
                asked.stream().mapToLong(w -> w.attempt.jobId()).toArray());
        for (WatchedAttempt w : asked) {
            w.rate.observe(w.attempt.latestProgress().current(), nanoTime.getAsLong());
            if (w.attempt.takeNoted()) {
                changes.changed();
            }
            Long token = tokens.get(w.attempt.jobId());
            if (token == null || token != w.attempt.claim().fencingToken()) {
                w.attempt.stop();
            } else if (w.isTooLong(nanoTime.getAsLong())) {
                endings.timedOut(w.attempt);
                w.attempt.stop();
            } else if (w.isDue(nanoTime.getAsLong(), lease)) {
                extend(w);
            }
        }
    }

    private void relieve() {
        long now = nanoTime.getAsLong();
        batches.forEach((batch, since) -> {
            if (now - since > MAX_NANOS_TOGETHER && !batch.isEmpty()) {
                batch.relieve();
            }
        });
    }

    private void extend(WatchedAttempt w) {
        long before = nanoTime.getAsLong();
        Progress progress = w.attempt.latestProgress();
        switch (transitions.extendLease(w.attempt.claim(), lease, progress, w.rate.perSecond())) {
            case EXTENDED -> {
                w.written = progress;
                w.extendedNanos = Math.max(w.extendedNanos, before);
                changes.changed();
            }
            case HELD -> LOG.fine("The row of job " + w.attempt.jobId() + " is held; the next round tries again");
            case LOST -> w.attempt.stop();
        }
    }

    /**
     * Stops an attempt by the local clock: when the database cannot be reached, the lease may have run out unnoticed.
     */
    private void stopIfLeaseIsOver(WatchedAttempt w) {
        if (w.isLeaseOver(nanoTime.getAsLong(), lease) && !w.attempt.isStopped()) {
            LOG.warning(
                    "The lease of job " + w.attempt.jobId() + " could not be extended in time; its attempt is stopped");
            w.attempt.stop();
        }
    }

    @PreDestroy
    void end() {
        ended = true;
        if (thread != null) {
            thread.interrupt();
            watching.interrupt();
            beating.over();
            watchdog.over();
        }
    }
}
