package dev.quarry.ledger.query;

/**
 * How many runs a listing has.
 *
 * @param runs their number, or {@link #MOST} when there are more
 * @param capped whether there are more
 */
public record RunCount(long runs, boolean capped) {

    /** Counting stops there: to count millions takes longer than to show some. */
    public static final int MOST = 10_000;

    static RunCount of(long runs) {
        return new RunCount(Math.min(runs, MOST), runs > MOST);
    }
}
