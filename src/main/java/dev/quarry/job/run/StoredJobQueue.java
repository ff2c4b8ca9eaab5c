package dev.quarry.job.run;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.job.QueueObserver;
import dev.quarry.job.enqueue.Enqueued;
import dev.quarry.job.enqueue.JobIntake;
import dev.quarry.job.enqueue.JobIntake.Intake;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.job.enqueue.LaneCalls;
import dev.quarry.job.store.ControlTransitions;
import dev.quarry.job.store.ControlTransitions.Replay;
import dev.quarry.job.store.NewJob;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.AfterCommit;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The queue in the database: one transaction per request, the wake-ups after its commit (promises 1 and 2). */
@ApplicationScoped
public class StoredJobQueue implements JobQueue {

    private static final String UNIQUE_VIOLATION = "23505";

    private final JobRequests requests;
    private final JobIntake intake;
    private final JobArchive archive;
    private final ControlTransitions control;
    private final Parents parents;
    private final Chains chains;
    private final LaneCalls calls;
    private final Heartbeat heartbeat;
    private final SharedCommits commits;
    private final Transactions transactions;
    private final AfterCommit afterCommit;
    private final QueueObserver observer;

    @Inject
    public StoredJobQueue(
            JobRequests requests,
            JobIntake intake,
            JobArchive archive,
            ControlTransitions control,
            Parents parents,
            Chains chains,
            LaneCalls calls,
            Heartbeat heartbeat,
            SharedCommits commits,
            Transactions transactions,
            AfterCommit afterCommit,
            QueueObserver observer) {
        this.requests = requests;
        this.intake = intake;
        this.archive = archive;
        this.control = control;
        this.parents = parents;
        this.chains = chains;
        this.calls = calls;
        this.heartbeat = heartbeat;
        this.commits = commits;
        this.transactions = transactions;
        this.afterCommit = afterCommit;
        this.observer = observer;
    }

    @Override
    public JobDetail enqueue(JobRequest request) {
        return enqueue(request, null);
    }

    /**
     * {@link #enqueue(JobRequest)} that does nothing new when it is repeated with the same key within 24 hours,
     * whatever has become of the job meanwhile.
     *
     * @param idempotencyKey null for none
     * @throws ProblemException 409 when the key came with another request
     */
    public JobDetail enqueue(JobRequest request, String idempotencyKey) {
        Optional<List<Long>> before = intake.before(idempotencyKey, List.of(request));
        if (before.isPresent()) {
            return archive.find(before.get().get(0)).orElseThrow(StoredJobQueue::deleted);
        }
        long start = System.nanoTime();
        NewJob job = requests.check(request);
        if (idempotencyKey == null && job.isPlain() && !transactions.isActive()) {
            JobDetail stored = commits.enqueue(job);
            calls.call(stored.id(), job);
            observer.enqueued(job.type().name(), 1);
            observer.enqueueTook(job.type().name(), System.nanoTime() - start);
            return stored;
        }
        return transactions.inCurrent(() -> {
            Intake taken = intake.once(idempotencyKey, List.of(request), () -> intake.take(job));
            long id = taken.ids().get(0);
            if (!taken.stored().isEmpty()) {
                afterCommit.run(() -> stored(List.of(job), start));
            }
            return archive.find(id).orElseThrow(StoredJobQueue::deleted);
        });
    }

    /**
     * Validates and stores many jobs in one transaction (the caller's, if there is one), all or none, and wakes workers
     * after the commit.
     *
     * @param idempotencyKey as for {@link #enqueue(JobRequest, String)}
     * @return their ids, in the order of the requests
     * @throws dev.quarry.platform.problem.InvalidInputException naming {@code [index].field} of everything that is
     *     wrong
     */
    public List<Long> enqueueAll(List<JobRequest> all, String idempotencyKey) {
        Optional<List<Long>> before = intake.before(idempotencyKey, all);
        if (before.isPresent()) {
            return before.get();
        }
        long start = System.nanoTime();
        List<NewJob> jobs = requests.checkAll(all);
        return transactions.inCurrent(() -> {
            Intake taken = intake.once(idempotencyKey, all, () -> intake.takeAll(jobs));
            afterCommit.run(() -> stored(taken.stored(), start));
            return taken.ids();
        });
    }

    private void stored(List<NewJob> jobs, long startNanos) {
        calls.callAll(jobs);
        chains.stored(jobs);
        Enqueued.tell(observer, jobs, System.nanoTime() - startNanos);
    }

    private static ProblemException deleted() {
        return new ProblemException(409, "Conflict", "The job that this Idempotency-Key brought has been deleted");
    }

    /**
     * Cancels a job that is queued or running, with its children; a final one stays as it is.
     *
     * @throws ProblemException 404 when there is no such job
     */
    public void cancel(long jobId) {
        switch (control.cancel(jobId)) {
            case UNKNOWN -> throw ProblemException.notFound("Job not found");
            case CANCELED -> {
                heartbeat.stop(jobId);
                parents.settleParentOf(jobId);
                chains.ended(List.of(jobId));
            }
            case ALREADY_FINAL -> {
                // nothing to stop
            }
        }
    }

    /**
     * Replays a job that failed or was canceled, with its children that did not succeed.
     *
     * @throws ProblemException 404 when there is no such job, 409 when it cannot be replayed
     */
    public void retry(long jobId) {
        Replay replay = replay(jobId).orElseThrow(() -> ProblemException.notFound("Job not found"));
        if (replay.parentId() != null) {
            throw new ProblemException(
                    409,
                    "Conflict",
                    String.format(Locale.ROOT, "Job %d is a child of job %d; retry that", jobId, replay.parentId()));
        }
        if (!replay.retried()) {
            throw new ProblemException(
                    409,
                    "Conflict",
                    String.format(
                            Locale.ROOT,
                            "Job %d is %s; only a failed or canceled job can be retried",
                            jobId,
                            replay.before().code()));
        }
        calls.callAgain(replay.lane());
        parents.settle(jobId);
        chains.settleAll();
    }

    private Optional<Replay> replay(long jobId) {
        try {
            return control.retry(jobId);
        } catch (DatabaseException e) {
            if (UNIQUE_VIOLATION.equals(e.sqlState())) {
                throw new ProblemException(
                        409,
                        "Conflict",
                        String.format(
                                Locale.ROOT,
                                "Job %d is unique, and another one of its type and payload is active",
                                jobId));
            }
            throw e;
        }
    }
}
