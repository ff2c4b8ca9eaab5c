package dev.quarry.job.run;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.Progress;
import dev.quarry.job.QueueObserver;
import dev.quarry.job.enqueue.Enqueued;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.job.enqueue.LaneCalls;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.NewJob;
import dev.quarry.job.store.ParentTransitions;
import dev.quarry.job.store.Success;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Calls a handler, which returns a result or fans out into children. */
@ApplicationScoped
public class Execution {

    /** The most characters of a result, which is shown as a whole. */
    static final int LONGEST_RESULT = 32_000_000;

    private final PayloadReader payloads;
    private final JobRequests requests;
    private final JobArchive archive;
    private final ParentTransitions parentTransitions;
    private final Parents parents;
    private final LaneCalls calls;
    private final QueueObserver observer;

    @Inject
    public Execution(
            PayloadReader payloads,
            JobRequests requests,
            JobArchive archive,
            ParentTransitions parentTransitions,
            Parents parents,
            LaneCalls calls,
            QueueObserver observer) {
        this.payloads = payloads;
        this.requests = requests;
        this.archive = archive;
        this.parentTransitions = parentTransitions;
        this.parents = parents;
        this.calls = calls;
        this.observer = observer;
    }

    /**
     * Runs the attempt up to its result.
     *
     * @return the result, which the caller has to store; empty when there are children instead, which are stored
     * @throws JobStoppedException when the attempt no longer owns the job; nothing was stored
     */
    <P, R> Optional<Success> run(JobHandler<P, R> handler, Attempt attempt) throws Exception {
        Claim claim = attempt.claim();
        String payload = claim.payload() == null
                ? archive.payload(claim.jobId()).orElseThrow(() -> new JobStoppedException(claim.jobId()))
                : claim.payload();
        P parameters = payloads.read(Json.MAPPER.readTree(payload), handler.parameters());
        attempt.checkpoint();
        R result = claim.fanIn()
                ? handler.gather(parameters, archive.childrenOf(claim.jobId(), attempt::checkpoint), attempt)
                : handler.run(parameters, attempt);
        if (attempt.fanOut().isPresent()) {
            fanOut(attempt, attempt.fanOut().get());
            return Optional.empty();
        }
        Progress last = attempt.latestProgress();
        Progress whole = new Progress(last.total() > 0 ? last.total() : last.current(), last.total(), last.message());
        return Optional.of(new Success(claim, text(result), whole));
    }

    private static String text(Object result) {
        String text = Json.MAPPER.writeValueAsString(result);
        if (text.length() > LONGEST_RESULT) {
            throw new JobFailedException(String.format(
                    Locale.ROOT,
                    "The result has %,d characters, more than the %,d that are kept: ask for fewer rows, or split the job.",
                    text.length(),
                    LONGEST_RESULT));
        }
        return text;
    }

    private void fanOut(Attempt attempt, FanOut fanOut) {
        if (fanOut.children().stream().anyMatch(child -> child.options().unique())) {
            throw new JobFailedException("A child cannot be unique: it belongs to its parent");
        }
        List<NewJob> children = requests.checkAll(fanOut.children(), attempt::checkpoint);
        if (!parentTransitions.fanOut(attempt.claim(), children, fanOut.policy())) {
            throw new JobStoppedException(attempt.jobId());
        }
        observer.ended(attempt.claim().jobType(), AttemptOutcome.FANNED_OUT);
        Enqueued.tell(observer, children);
        calls.callAll(children);
        if (children.isEmpty()) {
            parents.settle(attempt.jobId());
        }
    }
}
