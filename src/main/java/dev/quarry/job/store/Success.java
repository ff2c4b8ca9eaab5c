package dev.quarry.job.store;

import dev.quarry.job.Progress;

/**
 * An attempt that has a result.
 *
 * @param result JSON
 * @param progress the progress that is shown from now on
 */
public record Success(Claim claim, String result, Progress progress) {}
