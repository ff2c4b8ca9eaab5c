package dev.quarry.ledger.tally;

/**
 * How some stored runs fared, counted in two ways: by runs, and by distinct outcomes. Runs with the same figures on the
 * same bars are one trial under several names and no independent evidence, so each distinct outcome counts as one,
 * shared among its runs: of an outcome with four runs, three of which are counted here, three quarters count.
 *
 * @param winners runs that met their win criteria
 * @param winnerReturnSum the sum of their total returns, percent
 * @param bestReturn the greatest of these; negative infinity without winners
 * @param losers runs that did not
 * @param winnerOutcomes distinct outcomes of the winners
 * @param loserOutcomes distinct outcomes of the losers
 */
public record Tally(
        long winners,
        double winnerReturnSum,
        double bestReturn,
        long losers,
        double winnerOutcomes,
        double loserOutcomes) {

    /** Nothing counted. */
    public static final Tally NONE = new Tally(0, 0, Double.NEGATIVE_INFINITY, 0, 0, 0);

    /** The number of runs. */
    public long runs() {
        return winners + losers;
    }

    /** The share of winners among the runs, a fraction; NaN without runs. */
    public double winRate() {
        return (double) winners / runs();
    }

    /** Mean total return of the winners, percent; 0 without winners. */
    public double meanWinnerReturn() {
        return winners == 0 ? 0 : winnerReturnSum / winners;
    }

    /** These and others together. */
    public Tally plus(Tally other) {
        return new Tally(
                winners + other.winners,
                winnerReturnSum + other.winnerReturnSum,
                Math.max(bestReturn, other.bestReturn),
                losers + other.losers,
                winnerOutcomes + other.winnerOutcomes,
                loserOutcomes + other.loserOutcomes);
    }
}
