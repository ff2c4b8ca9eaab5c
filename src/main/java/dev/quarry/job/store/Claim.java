package dev.quarry.job.store;

import dev.quarry.job.Lane;

/**
 * The right to run one attempt of a job, for as long as its token is the job's.
 *
 * @param fencingToken held by this attempt alone; every write of the attempt names it
 * @param attempt which attempt it is, from 1
 */
public record Claim(long jobId, String jobType, Lane lane, String payload, int attempt, long fencingToken) {}
