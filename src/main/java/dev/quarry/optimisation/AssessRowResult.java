package dev.quarry.optimisation;

import java.util.Map;

/**
 * The result of an {@code assess_row} job.
 *
 * @param jobId the optimisation
 * @param row 0-based place in its rows
 * @param assessment how far it may be trusted
 */
public record AssessRowResult(long jobId, int row, Map<String, Object> assessment) {}
