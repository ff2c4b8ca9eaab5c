package dev.quarry.forward;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Names a winner: a stored run, or a row of a grid search.
 *
 * @param paramsHash of the run; null for a row
 * @param jobId the search; null for a run
 * @param row 0-based; null for a run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WinnerName(String paramsHash, Long jobId, Integer row) {}
