package dev.quarry.ledger.query;

/**
 * How many runs a listing has.
 *
 * @param runs their number, or {@link #MAX} when there are more
 * @param capped whether there are more
 */
public record RunCount(long runs, boolean capped) {

    /** Counting stops there: to count millions takes longer than to show some. */
    public static final int MAX = 10_000;

    static RunCount of(long runs) {
        return new RunCount(Math.min(runs, MAX), runs > MAX);
    }
}
