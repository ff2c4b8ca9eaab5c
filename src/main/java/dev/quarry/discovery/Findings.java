package dev.quarry.discovery;

import dev.quarry.assessment.OutcomeSample;
import dev.quarry.inference.Verdict;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.search.Failures;
import dev.quarry.search.SweptPart;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepFailures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Counts what a discovery finds, combination by combination in any order. */
final class Findings {

    private final Grid grid;
    private final SweepFailures failures = new SweepFailures();
    private Failures ofParts = Failures.NONE;
    private long newTested;
    private long skipped;
    private long winners;
    private long newWinners;
    private final Best best = new Best();
    private final Best bestToJudge = new Best();

    Findings(Grid grid) {
        this.grid = grid;
    }

    /** Records a combination of a chunk if it failed, and says whether it did. */
    boolean failed(SweepChunk chunk, int position) {
        return failures.note(chunk, position);
    }

    /**
     * Records a tested combination.
     *
     * @param byThisJob whether this job tested it, be it in an earlier attempt
     */
    void tested(long index, RunStatistics run, boolean winner, boolean byThisJob) {
        newTested += byThisJob ? 1 : 0;
        skipped += byThisJob ? 0 : 1;
        winners += winner ? 1 : 0;
        newWinners += winner && byThisJob ? 1 : 0;
        judge(index, run, winner);
    }

    /** Adds what a part of the grid found, but for the best: {@link #tested} is called with that. */
    void add(DiscoveredPart part) {
        ofParts = ofParts.and(part.swept().failures());
        newTested += part.newTested();
        skipped += part.skipped();
        winners += part.winners();
        newWinners += part.newWinners();
    }

    /** Considers a combination that was counted in its part already. */
    void judge(long index, RunStatistics run, boolean winner) {
        best.take(index, run, winner);
        if (run.numTrades() >= Verdict.FEWEST_TRADES) {
            bestToJudge.take(index, run, winner);
        }
    }

    /** What this part of a grid found. */
    DiscoveredPart part(OutcomeSample sample, double seconds) {
        List<Long> indexes = Stream.of(best, bestToJudge)
                .filter(one -> one.run != null)
                .map(one -> one.index)
                .distinct()
                .toList();
        return new DiscoveredPart(
                SweptPart.of(newTested + skipped, failures(), indexes, sample, seconds),
                newTested,
                skipped,
                winners,
                newWinners);
    }

    /** Whether combinations were tried and none of them, now or before, could be run. */
    boolean nothingWorked() {
        return failures().count() > 0 && newTested == 0 && skipped == 0;
    }

    /** The combinations that could not be run. */
    Failures failures() {
        return ofParts.and(Failures.of(List.of(failures)));
    }

    /** The progress so far as a sentence. */
    String message() {
        String text = String.format(
                Locale.ROOT, "Tested %d new | %d winners | Best: %.2f%%", newTested, winners, bestReturn());
        return skipped == 0 ? text : text + " | Skipped " + skipped + " tested";
    }

    DiscoverySummary summary(long total, Long seed, double seconds) {
        return new DiscoverySummary(
                total,
                newTested,
                skipped,
                failures().count(),
                failures().first(),
                winners,
                newWinners,
                bestReturn(),
                bestParams(),
                best.winner,
                seed,
                seconds);
    }

    /** The best combination, a winner when there is one; empty when nothing was tested. */
    Map<String, Object> bestParams() {
        return best.params();
    }

    /**
     * The combination to be assessed: the best one with enough trades for a verdict, or the best of all when none has
     * enough.
     */
    Map<String, Object> paramsToJudge() {
        return bestToJudge.run == null ? best.params() : bestToJudge.params();
    }

    /** How many trades the best combination has, where another one is assessed; 0 where the best one is. */
    int tradesOfBest() {
        return bestToJudge.run == null || bestToJudge.index == best.index ? 0 : best.run.numTrades();
    }

    private double bestReturn() {
        return best.run == null ? 0 : best.run.totalReturn();
    }

    private final class Best {

        private RunStatistics run;
        private boolean winner;
        private long index;

        void take(long ofIndex, RunStatistics other, boolean otherWins) {
            if (run == null || isBeatenBy(ofIndex, other, otherWins)) {
                run = other;
                winner = otherWins;
                index = ofIndex;
            }
        }

        /**
         * Whether another combination ranks higher: winners come first, then the higher total return, then the lower
         * drawdown, then the first in the grid.
         */
        private boolean isBeatenBy(long ofIndex, RunStatistics other, boolean otherWins) {
            int order = Boolean.compare(otherWins, winner);
            order = order == 0 ? Double.compare(other.totalReturn(), run.totalReturn()) : order;
            order = order == 0 ? Double.compare(run.maxDrawdown(), other.maxDrawdown()) : order;
            return order > 0 || order == 0 && ofIndex < index;
        }

        Map<String, Object> params() {
            return run == null ? Map.of() : grid.combination(index).values();
        }
    }
}
