package dev.quarry.sweep;

import java.util.ArrayList;
import java.util.List;

/** Counts the combinations of a sweep that failed and keeps the first ones, so that none is lost without a word. */
public final class SweepFailures {

    private static final int NAMED = 10;

    private final List<CombinationResult> first = new ArrayList<>();
    private long count;

    /** Takes note of a result if it is a failure, and says whether it was. */
    public boolean note(CombinationResult result) {
        if (!result.failed()) {
            return false;
        }
        count++;
        if (first.size() < NAMED) {
            first.add(result);
        }
        return true;
    }

    /** The same for a combination of a chunk; what is not kept is not made either. */
    public boolean note(SweepChunk chunk, int position) {
        if (chunk.outcome(position) != SweepChunk.NO_OUTCOME) {
            return false;
        }
        if (first.size() < NAMED) {
            return note(chunk.result(position));
        }
        count++;
        return true;
    }

    /** How many combinations failed. */
    public long count() {
        return count;
    }

    /** The first ten of them, in grid order. */
    public List<CombinationResult> first() {
        return List.copyOf(first);
    }
}
