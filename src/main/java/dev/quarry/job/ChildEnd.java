package dev.quarry.job;

/**
 * How a child ended.
 *
 * @param jobId the child
 * @param position its place in the list that was fanned out, from 0
 * @param state succeeded, or (under {@link FailurePolicy#CONTINUE} only) failed or canceled
 * @param error its sentence; null unless it failed
 */
public record ChildEnd(long jobId, int position, String jobType, JobState state, String error) {}
