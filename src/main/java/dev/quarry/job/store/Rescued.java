package dev.quarry.job.store;

import dev.quarry.job.JobState;
import dev.quarry.job.Lane;

/** A job whose lease had run out: queued again, or failed because its attempts are used up. */
public record Rescued(long jobId, Lane lane, JobState state) {}
