package dev.quarry.platform.problem;

/** 409: a job is producing what the request needs, and the request does not wait for it. */
public final class PendingJobException extends ProblemException {

    private final long jobId;

    /** @param detail what the job does, for people to read */
    public PendingJobException(long jobId, String detail) {
        super(409, "Conflict", detail);
        this.jobId = jobId;
    }

    /** The job to wait for. */
    public long jobId() {
        return jobId;
    }
}
