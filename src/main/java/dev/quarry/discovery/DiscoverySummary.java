package dev.quarry.discovery;

import dev.quarry.platform.json.Described;
import dev.quarry.search.Failures;
import java.util.List;
import java.util.Map;

/**
 * What a discovery found. Winners and the best are taken from all its combinations, including those that were tested
 * before, by this discovery's win criteria.
 */
public record DiscoverySummary(
        @Described("The combinations of the grid, without those that differ only in parameters without effect")
        long totalTested,

        @Described("Combinations that this job tested") long newTested,

        @Described("Combinations that were in the ledger already")
        long skipped,

        @Described("Combinations that could not be run") long failed,

        @Described("The first of the failed combinations, with the reasons")
        List<Failures.Failure> failures,

        @Described("Winners among all combinations") long winnersFound,

        @Described("Winners among those that this job tested")
        long newWinners,

        @Described("The total return of the best, percent: the greatest of all winners, or, without one, of "
                + "all that was tested; 0 when nothing was tested")
        double bestReturn,

        @Described("The combination that gave it; empty when nothing was tested")
        Map<String, Object> bestParams,

        @Described("Whether the best met the win criteria") boolean bestIsWinner,

        @Described("The seed of the sample; null when all combinations were tested")
        Long seed,

        @Described("How long this attempt took, seconds") double durationSeconds) {}
