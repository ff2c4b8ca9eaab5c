package dev.quarry.job;

import dev.quarry.platform.problem.Violation;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The port through which a feature brings a type of work. A CDI bean that implements it is all that a new job type
 * needs, beside the record of its parameters.
 *
 * @param <P> the parameter record, read and validated at enqueue
 * @param <R> the result; becomes the job's JSON result
 */
public interface JobHandler<P, R> {

    /** The type whose jobs this handler runs; there is one handler per type. */
    JobType type();

    /** The record that a payload is read into. */
    Class<P> parameters();

    /**
     * What is wrong with parameters that the record itself cannot check, because that needs the database or
     * configuration. Called at enqueue; each violation makes a 422.
     */
    default List<Violation> check(P parameters) {
        return List.of();
    }

    /**
     * The payload as it is stored: with what it names fixed to what that is now, so that the job means the same whenever it runs.
     * Called at enqueue, after {@link #check} has found nothing.
     *
     * @param payload what {@code parameters} was read from; not to be written to
     */
    default JsonNode stored(P parameters, JsonNode payload) {
        return payload;
    }

    /**
     * Does the work. Runs outside any transaction, possibly more than once for one job (after a crash), so its writes
     * must be idempotent or fenced by {@link JobContext#fence}. Calls {@link JobContext#checkpoint} often and passes
     * {@link JobStoppedException} on.
     *
     * @throws JobFailedException when the job cannot succeed, with a sentence for the user
     */
    R run(P parameters, JobContext job) throws Exception;

    /**
     * The fan-in step of a job whose {@link #run} ended with {@link JobContext#fanOut}: makes the job's result from
     * those of its children. Called once all of them are final; the rules for {@link #run} apply here too.
     *
     * @param parameters the same as for {@code run}
     * @param children all children, read while they are iterated; under {@link FailurePolicy#FAIL_FAST} all of them
     *     have succeeded
     * @throws JobFailedException when the children's results do not suffice, with a sentence for the user
     */
    default R gather(P parameters, Children children, JobContext job) throws Exception {
        throw new IllegalStateException(type().name() + " does not fan out");
    }
}
