package dev.quarry.discovery;

import dev.quarry.runs.KnownRun;
import dev.quarry.runs.RunLedger;
import dev.quarry.sweep.Combination;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.GridHashes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;

/**
 * Tells which combinations the ledger knows. It is asked about one after the other in grid order, and looks them up many
 * at a time, so that memory does not grow with the grid.
 */
final class TestedBefore {

    private static final int AT_A_TIME = 20_000;

    private final GridHashes hashes;
    private final RunLedger ledger;
    private final boolean anything;
    private final PrimitiveIterator.OfLong ahead;
    private final Map<Long, Long> hashOf = new HashMap<>();
    private Map<Long, KnownRun> known = Map.of();

    /**
     * @param base the parameters that are hashed together with a combination
     * @param anything whether the ledger can know any of them at all
     */
    TestedBefore(Combinations combinations, Map<String, Object> base, RunLedger ledger, boolean anything) {
        this.hashes = new GridHashes(combinations.grid(), base);
        this.ledger = ledger;
        this.anything = anything;
        this.ahead = combinations.indexes();
    }

    /** What the ledger knows of the next combination in grid order. */
    Optional<KnownRun> lookUp(Combination combination) {
        if (!anything) {
            return Optional.empty();
        }
        if (!hashOf.containsKey(combination.index())) {
            readAhead();
        }
        return Optional.ofNullable(known.get(hashOf.get(combination.index())));
    }

    /** The hash of a combination; where it was looked up, it is forgotten with that. */
    long takeHash(Combination combination) {
        Long looked = hashOf.remove(combination.index());
        return looked == null ? hashes.hash(combination.index()) : looked;
    }

    private void readAhead() {
        long[] next = new long[AT_A_TIME];
        int count = 0;
        while (count < AT_A_TIME && ahead.hasNext()) {
            long index = ahead.nextLong();
            long hash = hashes.hash(index);
            hashOf.put(index, hash);
            next[count++] = hash;
        }
        known = ledger.known(Arrays.copyOf(next, count));
    }
}
