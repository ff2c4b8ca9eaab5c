package dev.quarry.sweep.fast;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What becomes of a position under one exit rule, for each candidate at which it may be entered on one side. Filled as
 * it is needed, by any thread: all else of a candidate is written before its exit bar is released, and two threads
 * that fill the same candidate write the same.
 */
final class ExitTable {

    /** Facts of a candidate, from {@code FACTS * candidate} on. */
    static final int FACTS = 6;

    /** Fill of the entry. */
    static final int ENTRY_PRICE = 0;
    /** Fill of the exit. */
    static final int EXIT_PRICE = 1;
    /** What a unit loses when the initial stop fills, as sizing has it; NaN without a stop. */
    static final int RISK_PER_UNIT = 2;
    /**
     * The most adverse price of the bars on which the position might be liquidated, which are those after the entry and
     * before the exit, and the last bar too when the end of the series is the exit; infinitely favourable without one.
     */
    static final int WORST_PRICE = 3;

    /** The greatest gain of a unit at the close of a bar from the entry on, the exit bar left out unless it is the last. */
    static final int BEST_GAIN = 4;
    /** The least gain likewise: the greatest loss where it is below 0. */
    static final int WORST_GAIN = 5;

    /** Whole numbers of a candidate, from {@code NUMBERS * candidate} on; the first is the exit bar. */
    static final int NUMBERS = 4;

    /** First candidate behind the exit bar. */
    static final int NEXT = 1;
    /** UTC day of the exit bar, as {@link Candidates} number them. */
    static final int DAY = 2;
    /** Bars from the entry to the exit. */
    static final int HELD = 3;

    private static final VarHandle RELEASED = MethodHandles.arrayElementVarHandle(int[].class);

    /** The facts of all candidates. */
    final double[] facts;

    /** The numbers of all candidates; the first of each is the exit bar + 1, and 0 while it is not known. */
    final int[] numbers;

    /** −1 where each candidate has a place of its own, 0 where all have the same one. */
    private final int places;

    /** A table that keeps what is written to it. */
    ExitTable(int candidates) {
        this(candidates, -1);
    }

    private ExitTable(int size, int places) {
        this.facts = new double[FACTS * size];
        this.numbers = new int[NUMBERS * size];
        this.places = places;
    }

    /** A table that knows only the candidate that was written last: for exits that hardly anybody shares. For one thread. */
    static ExitTable ofLast() {
        return new ExitTable(1, 0);
    }

    /** Where the facts and numbers of a candidate are. */
    int place(int candidate) {
        return candidate & places;
    }

    /** The exit bar, −1 while it is not known. What else there is of the candidate may be read when it is. */
    int exitBar(int candidate) {
        return places == 0 ? -1 : (int) RELEASED.getAcquire(numbers, NUMBERS * candidate) - 1;
    }

    /** Makes a candidate, of which all else is written already, known together with its exit bar. */
    void release(int candidate, int exitBar) {
        RELEASED.setRelease(numbers, NUMBERS * place(candidate), exitBar + 1);
    }

    static long bytes(int candidates) {
        return candidates * (8L * FACTS + 4L * NUMBERS);
    }
}
