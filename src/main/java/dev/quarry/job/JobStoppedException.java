package dev.quarry.job;

/** The attempt no longer owns its job: canceled, or the lease was lost. Nothing of it is kept. */
public final class JobStoppedException extends RuntimeException {
    public JobStoppedException(long jobId) {
        super("job " + jobId + " no longer belongs to this attempt");
    }
}
