package dev.quarry.job.run;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.RetryPolicy;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.job.store.Failure;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TransactionFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * What an exception means for its job. After bad data, bad parameters and faults of the program the job fails at once,
 * since they would recur. After errors of input and output, timeouts and what a database calls transient, it is tried
 * again.
 */
@ApplicationScoped
public class FailureRules {

    private static final Logger LOG = Logger.getLogger(FailureRules.class.getName());

    private final RandomGenerator random;

    public FailureRules() {
        this(() -> ThreadLocalRandom.current().nextLong());
    }

    /** @param random the source of the pauses' jitter */
    FailureRules(RandomGenerator random) {
        this.random = random;
    }

    /** How an attempt ends that threw this. */
    Failure failure(long jobId, int attempt, RetryPolicy retries, Throwable thrown) {
        if (thrown instanceof JobFailedException || thrown instanceof ProblemException) {
            return Failure.lasting(thrown.getMessage());
        }
        Optional<TemporaryFailureException> temporary = find(thrown, TemporaryFailureException.class);
        Duration pause = retries.pause(attempt, random);
        if (temporary.isPresent()) {
            Duration least = temporary.get().notBefore().orElse(Duration.ZERO);
            return new Failure(
                    temporary.get().getMessage(), AttemptOutcome.FAILED, pause.compareTo(least) < 0 ? least : pause);
        }
        boolean again = mayPass(thrown);
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.log(
                again ? Level.WARNING : Level.SEVERE,
                "Job " + jobId + " failed in attempt " + attempt + ", reference " + reference,
                thrown);
        return new Failure(
                "Unexpected " + describe(thrown) + "; the log has it under " + reference,
                AttemptOutcome.FAILED,
                again ? pause : null);
    }

    /** How an attempt that took too long ends. */
    Failure timeout(int attempt, RetryPolicy retries, int seconds) {
        return new Failure(
                "The attempt took longer than " + seconds + " s, the job's time-out",
                AttemptOutcome.TIMED_OUT,
                retries.pause(attempt, random));
    }

    /** Whether the cause is that the database is away or the server stops, so that the job itself is not at fault. */
    static boolean isInfrastructure(Throwable thrown) {
        return find(thrown, TransactionFailedException.class).isPresent()
                || find(thrown, DatabaseException.class)
                        .filter(DatabaseException::isConnectionFailure)
                        .isPresent();
    }

    static boolean mayPass(Throwable thrown) {
        return isInfrastructure(thrown)
                || find(thrown, IOException.class).isPresent()
                || find(thrown, UncheckedIOException.class).isPresent()
                || find(thrown, TimeoutException.class).isPresent()
                || find(thrown, OutOfMemoryError.class).isPresent()
                || find(thrown, DatabaseException.class)
                        .filter(DatabaseException::isTransient)
                        .isPresent();
    }

    private static <E extends Throwable> Optional<E> find(Throwable thrown, Class<E> type) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (type.isInstance(e)) {
                return Optional.of(type.cast(e));
            }
        }
        return Optional.empty();
    }

    private static String describe(Throwable e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name + " (" + e.getMessage() + ")";
    }
}
