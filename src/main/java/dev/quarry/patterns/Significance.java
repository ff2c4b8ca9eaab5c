package dev.quarry.patterns;

import dev.quarry.inference.ContingencyTable;
import dev.quarry.ledger.tally.Tally;

/**
 * How winning is associated with a condition, among all runs of discoveries that varied the parameters of the
 * condition.
 *
 * <p>Rates and lift are of runs. The test is not: many runs of a grid have the same figures, because a parameter has no
 * effect where another is off, and a test that took them as independent would find everything significant. It counts
 * each distinct outcome on the same bars as one case, shared among the runs that have it ({@link Tally}), and rounds to
 * whole cases: {@code outcomesWith} and {@code outcomesWithout} are its effective sample. A parameter without any
 * effect then shows no association. Still, outcomes of neighbouring parameters are alike, and the range of a numeric
 * rule is taken from the very winners that it is tested on: a small p-value is a reason to look, not proof.
 *
 * @param winnersWith winning runs that meet the condition
 * @param losersWith losing runs that meet it
 * @param winnersWithout winning runs that do not
 * @param losersWithout losing runs that do not
 * @param baseRate winners among all these runs, a fraction
 * @param winRateWith winners among those that meet the condition, a fraction; null when none do
 * @param winRateWithout winners among those that do not, a fraction; null when there are none
 * @param lift {@code winRateWith} over {@code baseRate}; null when one of them is not defined, or no run won
 * @param outcomesWith distinct outcomes that meet the condition
 * @param outcomesWithout distinct outcomes that do not
 * @param pValue Fisher's exact test that winning is more frequent with the condition, over distinct outcomes
 * @param qValue the same after Benjamini and Hochberg, over all conditions of its kind that were tested
 */
public record Significance(
        long winnersWith,
        long losersWith,
        long winnersWithout,
        long losersWithout,
        Double baseRate,
        Double winRateWith,
        Double winRateWithout,
        Double lift,
        double outcomesWith,
        double outcomesWithout,
        double pValue,
        double qValue) {

    /** Tolerance for rounding: shares that add up to a whole may differ from it in the last bits. */
    private static final double DUST = 1e-9;

    /**
     * @param with the runs that meet the condition
     * @param all the runs among which they are
     * @return with a q-value that is the p-value, as if nothing else was tested
     */
    static Significance of(Tally with, Tally all) {
        ContingencyTable runs = new ContingencyTable(
                with.winners(), with.losers(), all.winners() - with.winners(), all.losers() - with.losers());
        ContingencyTable outcomes = new ContingencyTable(
                Math.round(with.winnerOutcomes()),
                Math.round(with.loserOutcomes()),
                rest(all.winnerOutcomes(), with.winnerOutcomes()),
                rest(all.loserOutcomes(), with.loserOutcomes()));
        double p = Math.min(1, outcomes.fisherGreater());
        return new Significance(
                with.winners(),
                with.losers(),
                runs.successesWithout(),
                runs.failuresWithout(),
                orNull(runs.baseRate()),
                orNull(runs.rateWith()),
                orNull(runs.rateWithout()),
                orNull(runs.lift()),
                Rounding.round(with.winnerOutcomes() + with.loserOutcomes(), 2),
                Rounding.round(
                        all.winnerOutcomes()
                                + all.loserOutcomes()
                                - with.winnerOutcomes()
                                - with.loserOutcomes()
                                + DUST,
                        2),
                p,
                p);
    }

    private static long rest(double all, double part) {
        return Math.max(0, Math.round(all - part));
    }

    private static Double orNull(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }

    Significance withQ(double q) {
        return new Significance(
                winnersWith,
                losersWith,
                winnersWithout,
                losersWithout,
                baseRate,
                winRateWith,
                winRateWithout,
                lift,
                outcomesWith,
                outcomesWithout,
                pValue,
                q);
    }
}
