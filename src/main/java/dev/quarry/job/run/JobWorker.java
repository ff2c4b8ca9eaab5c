package dev.quarry.job.run;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.Lane;
import dev.quarry.job.QueueObserver;
import dev.quarry.job.enqueue.JobHandlers;
import dev.quarry.job.run.AttemptSurroundings.Surroundings;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.job.store.Success;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Claims jobs and runs them, outside any transaction. */
@ApplicationScoped
public class JobWorker {

    private static final Logger LOG = Logger.getLogger(JobWorker.class.getName());

    /** How many characters of results a slot keeps before it writes them, however short its jobs are. */
    private static final int LONG_RESULTS = 1_000_000;

    private final JobTransitions transitions;
    private final SharedCommits commits;
    private final JobHandlers handlers;
    private final Execution execution;
    private final Heartbeat heartbeat;
    private final AttemptEndings endings;
    private final AttemptResults results;
    private final BatchSizes sizes;
    private final AttemptSurroundings surroundings;
    private final StoppedAttempts stopped;
    private final QueueObserver observer;
    private volatile boolean paused;

    @Inject
    public JobWorker(
            JobTransitions transitions,
            SharedCommits commits,
            JobHandlers handlers,
            Execution execution,
            Heartbeat heartbeat,
            AttemptEndings endings,
            AttemptResults results,
            BatchSizes sizes,
            AttemptSurroundings surroundings,
            StoppedAttempts stopped,
            QueueObserver observer) {
        this.transitions = transitions;
        this.commits = commits;
        this.handlers = handlers;
        this.execution = execution;
        this.heartbeat = heartbeat;
        this.endings = endings;
        this.results = results;
        this.sizes = sizes;
        this.surroundings = surroundings;
        this.stopped = stopped;
        this.observer = observer;
    }

    /**
     * Runs the lane's due jobs, one after the other, until none is left or the node stops.
     *
     * @param anywhere whether there may be a job in any place of the lane, not just a new one
     */
    public void work(Lane lane, boolean anywhere) {
        if (anywhere) {
            transitions.lookEverywhere(lane);
        }
        while (!paused) {
            List<Claim> claims = commits.claim(lane);
            if (claims.isEmpty()) {
                return;
            }
            run(claims);
        }
    }

    /** Claims nothing more until {@link #resume}. */
    public void pause() {
        paused = true;
    }

    /** Allows claims again. */
    public void resume() {
        paused = false;
    }

    /** Runs one attempt of each job to its end. */
    void run(List<Claim> claims) {
        claims.forEach(claim -> observer.claimed(claim.jobType(), claim.dueSeconds()));
        long claimedNanos = System.nanoTime();
        List<Attempt> attempts =
                claims.stream().map(claim -> new Attempt(claim, transitions)).toList();
        ClaimedBatch batch = new ClaimedBatch(attempts, this::relieve);
        heartbeat.watch(batch, attempts);
        try {
            for (Attempt next = batch.next(); next != null; next = batch.next()) {
                run(batch, next, claimedNanos);
            }
            write(batch);
        } finally {
            heartbeat.forget(batch);
            // Whatever became of this slot: nobody extends the leases of what it leaves.
            batch.takeWaiting().forEach(endings::handBack);
            attempts.forEach(heartbeat::forget);
        }
    }

    private void run(ClaimedBatch batch, Attempt attempt, long claimedNanos) {
        try (Surroundings around = surroundings.enter(attempt.claim())) {
            run(batch, attempt, claimedNanos, around);
        }
    }

    private void run(ClaimedBatch batch, Attempt attempt, long claimedNanos, Surroundings around) {
        Claim claim = attempt.claim();
        boolean hasResult = false;
        try {
            attempt.checkpoint();
            if (paused) {
                // Claimed while the drain began, which may not have seen it.
                endings.handBack(attempt);
                return;
            }
            JobHandler<?, ?> handler = handlers.find(claim.jobType())
                    .orElseThrow(() -> new JobFailedException("No handler for job type " + claim.jobType()));
            if (claim.attempt() == 1 && !claim.fanIn()) {
                observer.started(claim.jobType(), claim.storedSeconds() + (System.nanoTime() - claimedNanos) / 1e9);
            }
            Optional<Success> success = measured(handler, attempt);
            if (success.isPresent()) {
                hasResult = true;
                if (batch.add(new Result(attempt, success.get())) > LONG_RESULTS) {
                    write(batch);
                }
            }
        } catch (JobStoppedException e) {
            stopped.stopped(attempt);
        } catch (Throwable e) {
            // Any: a handler may throw what it likes, also without declaring it.
            around.failed(e);
            broken(attempt, e);
        } finally {
            if (!hasResult) {
                heartbeat.forget(attempt);
            }
        }
    }

    private Optional<Success> measured(JobHandler<?, ?> handler, Attempt attempt) throws Exception {
        long start = System.nanoTime();
        try {
            return attempt.calls().within(() -> execution.run(handler, attempt));
        } finally {
            long nanos = System.nanoTime() - start;
            sizes.ran(attempt.claim().lane(), nanos);
            observer.ran(attempt.claim().jobType(), nanos);
        }
    }

    private void broken(Attempt attempt, Throwable e) {
        long id = attempt.jobId();
        if (attempt.isStopped()) {
            LOG.log(Level.INFO, "Job " + id + " ended after it was stopped", e);
            stopped.stopped(attempt);
        } else if (paused && !isVerdict(e)) {
            LOG.log(Level.INFO, "Job " + id + " was broken off by the server, not by itself", e);
            endings.handBack(attempt);
        } else {
            endings.failed(attempt, e);
        }
    }

    private void write(ClaimedBatch batch) {
        results.write(batch.takeResults(), this::broken);
    }

    /**
     * Called when a job of the batch takes long: stores the results so far, and hands back the jobs that have not
     * begun.
     */
    private void relieve(ClaimedBatch batch) {
        for (Attempt attempt : batch.takeWaiting()) {
            endings.handBack(attempt);
            heartbeat.forget(attempt);
        }
        write(batch);
    }

    /** Whether the failure is the handler's own decision, which counts even while the server is stopping. */
    private static boolean isVerdict(Throwable e) {
        return e instanceof JobFailedException || e instanceof ProblemException;
    }
}
