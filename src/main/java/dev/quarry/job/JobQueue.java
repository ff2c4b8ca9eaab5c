package dev.quarry.job;

/** The queue as features use it. */
public interface JobQueue {

    /**
     * Validates the payload, stores the job with its first event in one transaction (the caller's, if there is one)
     * and wakes a worker after the commit.
     *
     * @return the job as stored
     * @throws dev.quarry.platform.problem.InvalidInputException when the type is unknown or the payload is wrong
     */
    JobDetail enqueue(JobRequest request);
}
