package dev.quarry.discovery;

import dev.quarry.ledger.tally.Reevaluation.Judged;
import dev.quarry.sweep.search.WinCriteria;

/**
 * The result of a {@code reevaluate} job. All numbers are numbers of runs.
 *
 * @param runs those that were looked at
 * @param winnersBefore those of them that were winners
 * @param winnersAfter those that are now
 * @param becameWinners those that were not, and are now
 * @param becameLosers those that were, and are no longer
 * @param winCriteria by what they were judged, defaults written out
 */
public record ReevaluateResult(
        long runs,
        long winnersBefore,
        long winnersAfter,
        long becameWinners,
        long becameLosers,
        WinCriteria winCriteria) {

    static ReevaluateResult of(Judged judged, WinCriteria criteria) {
        return new ReevaluateResult(
                judged.runs(),
                judged.winnersBefore(),
                judged.winnersAfter(),
                judged.becameWinners(),
                judged.becameLosers(),
                criteria);
    }
}
