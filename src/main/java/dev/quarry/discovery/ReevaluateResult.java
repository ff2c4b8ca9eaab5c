package dev.quarry.discovery;

import dev.quarry.ledger.tally.Reevaluation.Judged;
import dev.quarry.platform.json.Described;
import dev.quarry.sweep.search.WinCriteria;

/** The result of a {@code reevaluate} job. All numbers are numbers of runs. */
public record ReevaluateResult(
        @Described("Runs that were judged") long runs,
        @Described("How many of them were winners before") long winnersBefore,
        @Described("How many of them are winners now") long winnersAfter,
        @Described("How many became winners") long becameWinners,
        @Described("How many are no longer winners") long becameLosers,

        @Described("The win criteria by which they were judged, defaults written out")
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
