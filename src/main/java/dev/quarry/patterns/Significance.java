package dev.quarry.patterns;

import dev.quarry.inference.ContingencyTable;
import dev.quarry.ledger.tally.Tally;
import dev.quarry.platform.json.Described;

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
 */
public record Significance(
        @Described("Winning runs that meet the condition") long winnersWith,
        @Described("Losing runs that meet it") long losersWith,
        @Described("Winning runs that do not") long winnersWithout,
        @Described("Losing runs that do not") long losersWithout,

        @Described("Winners among all these runs, a fraction")
        Double baseRate,

        @Described("Winners among those that meet the condition, a fraction; null when none do")
        Double winRateWith,

        @Described("Winners among those that do not, a fraction; null when there are none")
        Double winRateWithout,

        @Described("win_rate_with over base_rate; null when one of them is not defined, or no run won")
        Double lift,

        @Described("Distinct outcomes that meet the condition")
        double outcomesWith,

        @Described("Distinct outcomes that do not") double outcomesWithout,

        @Described("Fisher's exact test that winning is more frequent with the condition, over distinct outcomes")
        double pValue,

        @Described("The same after Benjamini and Hochberg, over all conditions of its kind that were tested")
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
