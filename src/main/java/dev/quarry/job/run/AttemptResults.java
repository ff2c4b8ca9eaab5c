package dev.quarry.job.run;

import dev.quarry.job.store.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The ends of attempts that are results, and what follows from them. */
@ApplicationScoped
public class AttemptResults {

    private static final Logger LOG = Logger.getLogger(AttemptResults.class.getName());

    private final SharedCommits commits;
    private final Parents parents;
    private final Heartbeat heartbeat;

    @Inject
    public AttemptResults(SharedCommits commits, Parents parents, Heartbeat heartbeat) {
        this.commits = commits;
        this.parents = parents;
        this.heartbeat = heartbeat;
    }

    /**
     * Writes results together, or each alone if one of them is refused.
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
                if (!owned.get(i)) {
                    logStopped(results.get(i).attempt());
                }
            }
            settleParents(results);
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

    /** Of an attempt that no longer owned its job when it ended. */
    static void logStopped(Attempt attempt) {
        Claim claim = attempt.claim();
        LOG.log(Level.INFO, "Job {0} attempt {1} stopped", new Object[] {claim.jobId(), claim.attempt()});
    }

    private void settleParents(List<Result> results) {
        results.stream()
                .map(result -> result.attempt().claim().parentId())
                .filter(Objects::nonNull)
                .distinct()
                .forEach(parents::settle);
    }
}
