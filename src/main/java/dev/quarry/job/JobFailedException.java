package dev.quarry.job;

/**
 * The job cannot succeed, however often it is tried, for a reason that its user understands and can act on.
 *
 * @see TemporaryFailureException
 */
public class JobFailedException extends RuntimeException {

    /** @param message one sentence: what is wrong and what to do about it */
    public JobFailedException(String message) {
        super(message);
    }
}
