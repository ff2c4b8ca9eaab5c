package dev.quarry.job.stream;

import dev.quarry.job.JobSummary;

/**
 * Which changes a listener gets; null means any.
 *
 * @param jobId one job, whose stream ends with it; the other conditions are null then
 * @param status jobs that are in this state, or may have been before the change
 * @param jobType a type's name, compared exactly
 * @param parentId the children of that job
 */
public record Selection(Long jobId, String status, String jobType, Long parentId) {

    /** One job. */
    public static Selection job(long id) {
        return new Selection(id, null, null, null);
    }

    /** Whether it selects one job. */
    boolean isOneJob() {
        return jobId != null;
    }

    /**
     * Whether it includes a change.
     *
     * @param before null when that is unknown
     */
    boolean includes(JobSummary before, JobSummary now) {
        return (jobId == null || jobId == now.id())
                && (jobType == null || jobType.equals(now.jobType()))
                && (parentId == null || parentId.equals(now.parentId()))
                && (status == null || before == null || isInState(before) || isInState(now));
    }

    private boolean isInState(JobSummary job) {
        return status.equals(job.status().code());
    }
}
