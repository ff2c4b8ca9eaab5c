package dev.quarry.job;

/** The attempt no longer owns its job, which was canceled or whose lease was lost. Nothing that it did is kept. */
public final class JobStoppedException extends RuntimeException {
    public JobStoppedException(long jobId) {
        super("job " + jobId + " no longer belongs to this attempt");
    }
}
