package dev.quarry.job.run;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.QueueObserver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Stores the results of attempts, and does what follows from them. */
@ApplicationScoped
public class AttemptResults {

    private final SharedCommits commits;
    private final Parents parents;
    private final Chains chains;
    private final Heartbeat heartbeat;
    private final StoppedAttempts stopped;
    private final QueueObserver observer;

    @Inject
    public AttemptResults(
            SharedCommits commits,
            Parents parents,
            Chains chains,
            Heartbeat heartbeat,
            StoppedAttempts stopped,
            QueueObserver observer) {
        this.commits = commits;
        this.parents = parents;
        this.chains = chains;
        this.heartbeat = heartbeat;
        this.stopped = stopped;
        this.observer = observer;
    }

    /**
     * Writes results in one transaction, or each alone if one of them is refused.
     *
     * @param refused takes what could not be written, and why
     */
    void write(List<Result> results, BiConsumer<Attempt, RuntimeException> refused) {
        if (results.isEmpty()) {
            return;
        }
        try {
            List<Boolean> owned =
                    commits.succeed(results.stream().map(Result::success).toList());
            for (int i = 0; i < results.size(); i++) {
                Attempt attempt = results.get(i).attempt();
                if (owned.get(i)) {
                    observer.ended(attempt.claim().jobType(), AttemptOutcome.SUCCEEDED);
                } else {
                    stopped.stopped(attempt);
                }
            }
            settleParents(results);
            chains.ended(results.stream()
                    .map(result -> result.attempt().claim().jobId())
                    .toList());
        } catch (RuntimeException e) {
            if (results.size() > 1) {
                results.forEach(result -> write(List.of(result), refused));
            } else {
                refused.accept(results.get(0).attempt(), e);
            }
        } finally {
            results.forEach(result -> heartbeat.forget(result.attempt()));
        }
    }

    private void settleParents(List<Result> results) {
        results.stream()
                .map(result -> result.attempt().claim().parentId())
                .filter(Objects::nonNull)
                .distinct()
                .forEach(parents::settle);
    }
}
