package dev.quarry.discovery;

import dev.quarry.runs.KnownRun;
import dev.quarry.runs.RunLedger;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Crew;
import dev.quarry.sweep.GridHashes;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;

/**
 * Tells which combinations the ledger knows. It is asked about one after the other in grid order, and looks them up many
 * at a time, so that memory does not grow with the grid.
 */
final class TestedBefore {

    private static final int AT_A_TIME = 20_000;
    private static final int HASHED_AT_ONCE = 2_000;

    private final GridHashes hashes;
    private final RunLedger ledger;
    private final Crew crew;
    private final Runnable checkpoint;
    private final PrimitiveIterator.OfLong ahead;
    private long[] hash = {};
    private int next;
    private Map<Long, KnownRun> known = Map.of();

    /** @param checkpoint is called between look-ups; what it throws comes out */
    TestedBefore(Combinations combinations, GridHashes hashes, RunLedger ledger, Crew crew, Runnable checkpoint) {
        this.hashes = hashes;
        this.ledger = ledger;
        this.crew = crew;
        this.checkpoint = checkpoint;
        this.ahead = combinations.indexes();
    }

    /** What the ledger knows of the next combination in grid order. */
    Optional<KnownRun> lookUpNext() {
        if (next == hash.length) {
            readAhead();
        }
        return Optional.ofNullable(known.get(hash[next++]));
    }

    /** The hash of the combination that was looked up last. */
    long lastHash() {
        return hash[next - 1];
    }

    private void readAhead() {
        checkpoint.run();
        long[] indexes = new long[AT_A_TIME];
        int count = 0;
        while (count < AT_A_TIME && ahead.hasNext()) {
            indexes[count++] = ahead.nextLong();
        }
        int read = count;
        long[] told = new long[AT_A_TIME];
        crew.run(
                (read + HASHED_AT_ONCE - 1) / HASHED_AT_ONCE,
                task -> hashes.hash(indexes, task * HASHED_AT_ONCE, Math.min(read, (task + 1) * HASHED_AT_ONCE), told),
                checkpoint);
        hash = Arrays.copyOf(told, read);
        known = ledger.known(hash);
        next = 0;
    }
}
