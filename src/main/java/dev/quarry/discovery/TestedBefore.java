package dev.quarry.discovery;

import dev.quarry.runs.KnownRun;
import dev.quarry.runs.RunLedger;
import dev.quarry.sweep.Combination;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.ParamsHash;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;

/**
 * Tells which combinations the ledger knows. It is asked about one after the other in grid order, and looks them up a
 * thousand at a time, so that memory does not grow with the grid.
 */
final class TestedBefore {

    private static final int AT_A_TIME = 1000;

    private final Combinations combinations;
    private final Map<String, Object> base;
    private final RunLedger ledger;
    private final PrimitiveIterator.OfLong ahead;
    private final Map<Long, String> hashes = new HashMap<>();
    private Map<String, KnownRun> known = Map.of();

    /** @param base the parameters that are hashed together with a combination */
    TestedBefore(Combinations combinations, Map<String, Object> base, RunLedger ledger) {
        this.combinations = combinations;
        this.base = base;
        this.ledger = ledger;
        this.ahead = combinations.indexes();
    }

    /** What the ledger knows of the next combination in grid order. */
    Optional<KnownRun> lookUp(Combination combination) {
        if (!hashes.containsKey(combination.index())) {
            readAhead();
        }
        return Optional.ofNullable(known.get(hashes.get(combination.index())));
    }

    /** The hash of a combination that was asked about; it is forgotten with that. */
    String takeHash(Combination combination) {
        return hashes.remove(combination.index());
    }

    private void readAhead() {
        Map<Long, String> next = new HashMap<>();
        while (next.size() < AT_A_TIME && ahead.hasNext()) {
            long index = ahead.nextLong();
            Map<String, Object> params = new LinkedHashMap<>(base);
            params.putAll(combinations.grid().combination(index).values());
            next.put(index, ParamsHash.of(params).value());
        }
        hashes.putAll(next);
        known = ledger.known(next.values());
    }
}
