package dev.quarry.ledger;

import dev.quarry.assessment.KeptHashes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Counts distinct hashes without keeping them all, by the smallest of them (K. Beyer et al. (2007), "On Synopses for
 * Distinct-Value Estimation Under Multiset Operations", SIGMOD, unbiased estimator). Exact below {@value #KEPT}, beyond
 * that with a standard error of 0.8 percent. Sketches of parts can be merged to the sketch of the whole, however the
 * parts overlap.
 */
final class TrialSketch {

    static final int KEPT = 16_384;

    static final TrialSketch EMPTY = new TrialSketch(new long[0]);

    /** Ascending as unsigned numbers, no two the same. */
    private final long[] smallest;

    private TrialSketch(long[] smallest) {
        this.smallest = smallest;
    }

    /** Reads what {@link #bytes} wrote. */
    static TrialSketch of(byte[] bytes) {
        long[] hashes = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(hashes);
        return new TrialSketch(hashes);
    }

    /** This sketch with more hashes, in any order and with any repetitions; the same object when nothing changes. */
    TrialSketch with(long[] hashes) {
        long[] all = Arrays.copyOf(smallest, smallest.length + hashes.length);
        int count = smallest.length;
        for (long hash : hashes) {
            boolean mayCount = smallest.length < KEPT || Long.compareUnsigned(hash, smallest[smallest.length - 1]) < 0;
            if (mayCount && !has(hash)) {
                all[count++] = hash;
            }
        }
        if (count == smallest.length) {
            return this;
        }
        for (int i = 0; i < count; i++) {
            all[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(all, 0, count);
        int distinct = 0;
        for (int i = 0; i < count && distinct < KEPT; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[distinct++] = all[i];
            }
        }
        for (int i = 0; i < distinct; i++) {
            all[i] ^= Long.MIN_VALUE;
        }
        return new TrialSketch(Arrays.copyOf(all, distinct));
    }

    /** This sketch and another one of further hashes; the same object when nothing changes. */
    TrialSketch with(TrialSketch other) {
        return with(other.smallest);
    }

    /** How many distinct hashes were ever added. */
    long count() {
        long largest = smallest.length == 0 ? 0 : smallest[smallest.length - 1];
        return Math.round(KeptHashes.distinct(smallest.length, KEPT, largest));
    }

    /** The stored form; {@link #of} reads it. */
    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(smallest.length * Long.BYTES);
        buffer.asLongBuffer().put(smallest);
        return buffer.array();
    }

    private boolean has(long hash) {
        int low = 0;
        int high = smallest.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(smallest[middle], hash);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
