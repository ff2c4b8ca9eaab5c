package dev.quarry.sweep.fast;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The exits of one rule: a table for each side, made when it is first needed. A table is kept while there is memory for
 * it; without, it lives as long as somebody uses it and the garbage collector lets it.
 */
final class Exits {

    private final int candidates;
    private final AtomicLong freeBytes;
    private final ExitTable[] kept = new ExitTable[2];
    private final Reference<?>[] used = new Reference<?>[2];

    /** @param freeBytes memory left for tables that are kept, shared with the exits of other rules */
    Exits(int candidates, AtomicLong freeBytes) {
        this.candidates = candidates;
        this.freeBytes = freeBytes;
    }

    /** Exits of which nothing is kept, for one thread. */
    static Exits unshared() {
        Exits exits = new Exits(0, new AtomicLong());
        exits.kept[0] = ExitTable.ofLast();
        exits.kept[1] = ExitTable.ofLast();
        return exits;
    }

    /** The table of positions on that side. */
    synchronized ExitTable table(boolean isShort) {
        int side = isShort ? 0 : 1;
        if (kept[side] != null) {
            return kept[side];
        }
        if (used[side] != null && used[side].get() instanceof ExitTable known) {
            return known;
        }
        ExitTable table = new ExitTable(candidates);
        used[side] = new WeakReference<>(table);
        long bytes = ExitTable.bytes(candidates);
        if (freeBytes.addAndGet(-bytes) >= 0) {
            kept[side] = table;
        } else {
            freeBytes.addAndGet(bytes);
        }
        return table;
    }
}
