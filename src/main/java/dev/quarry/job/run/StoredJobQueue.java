package dev.quarry.job.run;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.job.store.JobArchive;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.AfterCommit;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import tools.jackson.databind.JsonNode;

/** The queue as rows: one transaction a job, the wake-up after its commit (promises 1 and 2). */
@ApplicationScoped
public class StoredJobQueue implements JobQueue {

    private static final int MAX_ATTEMPTS = 3;

    private final JobArchive archive;
    private final JobTransitions transitions;
    private final JobHandlers handlers;
    private final PayloadReader payloads;
    private final WakeUps wakeUps;
    private final Heartbeat heartbeat;
    private final Transactions transactions;
    private final AfterCommit afterCommit;

    @Inject
    public StoredJobQueue(
            JobArchive archive,
            JobTransitions transitions,
            JobHandlers handlers,
            PayloadReader payloads,
            WakeUps wakeUps,
            Heartbeat heartbeat,
            Transactions transactions,
            AfterCommit afterCommit) {
        this.archive = archive;
        this.transitions = transitions;
        this.handlers = handlers;
        this.payloads = payloads;
        this.wakeUps = wakeUps;
        this.heartbeat = heartbeat;
        this.transactions = transactions;
        this.afterCommit = afterCommit;
    }

    @Override
    public JobDetail enqueue(JobRequest request) {
        JobHandler<?, ?> handler = handlers.find(request.jobType())
                .orElseThrow(() ->
                        new InvalidInputException("job_type", "must be one of " + String.join(", ", handlers.types())));
        validate(handler, request.payload());
        return transactions.inCurrent(() -> {
            JobDetail job = archive.add(handler.type(), request.payload().toString(), request.priority(), MAX_ATTEMPTS);
            transitions.enqueued(job.id());
            afterCommit.run(() -> wakeUps.send(handler.type().lane(), job.id()));
            return job;
        });
    }

    /**
     * Cancels a job that is queued or running; a final one stays as it is.
     *
     * @throws ProblemException 404 when there is no such job
     */
    public void cancel(long jobId) {
        switch (transitions.cancel(jobId)) {
            case UNKNOWN -> throw ProblemException.notFound("Job not found");
            case CANCELED -> heartbeat.stop(jobId);
            case ALREADY_FINAL -> {
                // nothing to stop
            }
        }
    }

    private <P> void validate(JobHandler<P, ?> handler, JsonNode payload) {
        P parameters = payloads.read(payload, handler.parameters());
        InvalidInputException.throwIfAny(handler.check(parameters));
    }
}
