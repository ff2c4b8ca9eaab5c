package dev.quarry.discovery;

import dev.quarry.ledger.KnownRun;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.SharedFiles;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.GridHashes;
import dev.quarry.sweep.WorkerPool;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;

/**
 * Finds out which combinations the ledger knows. It is asked about one after the other in grid order, and looks them up
 * many at a time, so that memory does not grow with the grid.
 */
final class TestedBefore {

    private static final int AT_A_TIME = 20_000;

    private final GridHashes hashes;
    private final RunLedger ledger;
    private final SharedFiles files;
    private final WorkerPool pool;
    private final Runnable checkpoint;
    private final PrimitiveIterator.OfLong ahead;
    private long[] hash = {};
    private int next;
    private Map<Long, KnownRun> known = Map.of();

    /**
     * @param files what of the search is stored in files
     * @param checkpoint is called between look-ups; what it throws is passed on
     */
    TestedBefore(
            Combinations combinations,
            GridHashes hashes,
            RunLedger ledger,
            SharedFiles files,
            WorkerPool pool,
            Runnable checkpoint) {
        this.files = files;
        this.hashes = hashes;
        this.ledger = ledger;
        this.pool = pool;
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

    private void readAhead() {
        checkpoint.run();
        long[] indexes = new long[AT_A_TIME];
        int count = 0;
        while (count < AT_A_TIME && ahead.hasNext()) {
            indexes[count++] = ahead.nextLong();
        }
        hash = new long[count];
        hashes.hash(indexes, count, hash, pool, checkpoint);
        known = ledger.known(hash);
        files.known(Arrays.copyOf(indexes, count), (run, position) -> known.put(hash[(int) position], run));
        next = 0;
    }
}
