package dev.quarry.job;

/** The job cannot succeed, for a reason that its user understands and can act on. */
public class JobFailedException extends RuntimeException {

    /** @param message one sentence: what is wrong and what to do about it */
    public JobFailedException(String message) {
        super(message);
    }
}
