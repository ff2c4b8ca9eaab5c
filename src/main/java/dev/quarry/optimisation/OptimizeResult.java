package dev.quarry.optimisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * The result of an {@code optimize} job.
 *
 * @param kind grid_search or walk_forward
 * @param metric what was ranked by
 * @param summary of the folds when walking forward; absent otherwise
 * @param results the best combinations, or the folds
 * @param combinations combinations that the search ran, in each training window when walking forward
 * @param passing those that met the constraints; absent when walking forward
 * @param failed those that could not be run, over all training windows
 * @param failures the first of them
 * @param dataDigest identifies the bars by content
 * @param engineVersion identifies the meaning of the numbers
 */
public record OptimizeResult(
        String exchange,
        String symbol,
        String timeframe,
        String startTs,
        String endTs,
        String kind,
        String metric,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Object> summary,
        Table results,
        long combinations,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long passing,
        long failed,
        List<Failure> failures,
        String dataDigest,
        String engineVersion) {}
