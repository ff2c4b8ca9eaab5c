package dev.quarry.ledger.query;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A place in a listing of runs, after which the listing continues.
 *
 * @param undefined whether the figure that is sorted by is undefined there
 * @param key that figure: the bits of a double, or microseconds since the epoch; means nothing in grid order
 * @param outcome the outcome of the run there
 * @param gridIndex its place in the grid
 * @param hash its hash
 */
record RunPosition(boolean undefined, long key, long outcome, long gridIndex, long hash) {

    private static final long LAST_MICROS =
            Instant.parse("9999-12-31T00:00:00Z").getEpochSecond() * 1_000_000;

    /** The place after all runs of the outcome. */
    RunPosition afterOutcome() {
        return new RunPosition(undefined, key, outcome, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    boolean isBefore(long otherIndex, long otherHash) {
        return otherIndex > gridIndex || otherIndex == gridIndex && otherHash > hash;
    }

    static long key(double figure) {
        return Double.doubleToLongBits(figure);
    }

    static long key(OffsetDateTime time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
    }

    /** Whether the key can be a figure of that order. */
    boolean isOf(RunSort sort) {
        if (sort.byTime()) {
            return key >= 0 && key < LAST_MICROS;
        }
        return !Double.isNaN(Double.longBitsToDouble(key));
    }

    /** The figure as an argument of a statement. */
    Object figure(RunSort sort) {
        return sort.byTime()
                ? Instant.EPOCH.plus(key, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)
                : (Object) Double.longBitsToDouble(key);
    }
}
