package dev.quarry.sweep.fast;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The exits of one rule: a table for each side, made when it is first needed. A table is kept while there is memory for
 * it; without, every caller gets an empty one of its own.
 */
final class Exits {

    private final int candidates;
    private final AtomicLong freeBytes;
    private ExitTable shorts;
    private ExitTable longs;

    /** @param freeBytes memory left for tables, shared with the exits of other rules */
    Exits(int candidates, AtomicLong freeBytes) {
        this.candidates = candidates;
        this.freeBytes = freeBytes;
    }

    /** The table of positions on that side. */
    synchronized ExitTable table(boolean isShort) {
        ExitTable known = isShort ? shorts : longs;
        if (known != null) {
            return known;
        }
        ExitTable table = new ExitTable(candidates);
        if (freeBytes.addAndGet(-ExitTable.bytes(candidates)) < 0) {
            freeBytes.addAndGet(ExitTable.bytes(candidates));
        } else if (isShort) {
            shorts = table;
        } else {
            longs = table;
        }
        return table;
    }
}
