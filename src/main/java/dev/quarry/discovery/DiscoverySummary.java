package dev.quarry.discovery;

import dev.quarry.search.Failures;
import java.util.List;
import java.util.Map;

/**
 * What a discovery found. Winners and the best are taken from all its combinations, including those that were tested
 * before, by this discovery's win criteria.
 *
 * @param totalTested the combinations of the grid, without those that differ only in parameters without effect
 * @param newTested those that this job tested
 * @param skipped those that were in the ledger
 * @param failed those that could not be run
 * @param failures the first of the failed combinations, with the reasons
 * @param winnersFound winners among all combinations
 * @param newWinners winners among those that this job tested
 * @param bestReturn the total return of the best, percent: the greatest of all winners, or, without one, of all that
 *     was tested; 0 when nothing was tested
 * @param bestParams the combination that gave it; empty when nothing was tested
 * @param bestIsWinner whether the best met the win criteria
 * @param seed the seed of the sample; null when all combinations were tested
 * @param durationSeconds how long this attempt took
 */
public record DiscoverySummary(
        long totalTested,
        long newTested,
        long skipped,
        long failed,
        List<Failures.Failure> failures,
        long winnersFound,
        long newWinners,
        double bestReturn,
        Map<String, Object> bestParams,
        boolean bestIsWinner,
        Long seed,
        double durationSeconds) {}
