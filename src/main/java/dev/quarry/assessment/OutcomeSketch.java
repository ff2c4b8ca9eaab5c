package dev.quarry.assessment;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcomes of all searches of a series and range so far: a sample of the distinct ones, by the hash of the outcome.
 * Each is kept as the sums of its returns in excess of the market's over {@link dev.quarry.inference.LuckTest#periods}
 * periods. The same outcome counts once, whichever searches found it. At most {@value #KEPT} are kept, 135 kilobytes.
 */
public final class OutcomeSketch {

    static final int KEPT = 512;

    /** The sketch of a series and range that was never searched. */
    public static final OutcomeSketch EMPTY = new OutcomeSketch(new TreeMap<>(Long::compareUnsigned));

    private final TreeMap<Long, float[]> smallest;

    private OutcomeSketch(TreeMap<Long, float[]> smallest) {
        this.smallest = smallest;
    }

    /** Reads what {@link #bytes} wrote; no bytes give {@link #EMPTY}. */
    public static OutcomeSketch of(byte[] bytes) {
        if (bytes.length == 0) {
            return EMPTY;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int periods = buffer.getInt();
        TreeMap<Long, float[]> smallest = new TreeMap<>(Long::compareUnsigned);
        while (buffer.hasRemaining()) {
            long hash = buffer.getLong();
            float[] sums = new float[periods];
            buffer.asFloatBuffer().get(sums);
            buffer.position(buffer.position() + periods * Float.BYTES);
            smallest.put(hash, sums);
        }
        return new OutcomeSketch(smallest);
    }

    /** The stored form; {@link #of} reads it. */
    public byte[] bytes() {
        if (smallest.isEmpty()) {
            return new byte[0];
        }
        int periods = periods();
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + smallest.size() * (Long.BYTES + periods * Float.BYTES));
        buffer.putInt(periods);
        smallest.forEach((hash, sums) -> {
            buffer.putLong(hash);
            for (float sum : sums) {
                buffer.putFloat(sum);
            }
        });
        return buffer.array();
    }

    /** This sketch with the outcomes of another search, see {@link #with(OutcomeSketch)}. */
    OutcomeSketch with(Map<Long, double[]> outcomes) {
        TreeMap<Long, float[]> all = new TreeMap<>(Long::compareUnsigned);
        outcomes.forEach((hash, sums) -> {
            float[] shorter = new float[sums.length];
            for (int p = 0; p < sums.length; p++) {
                shorter[p] = (float) sums[p];
            }
            all.put(hash, shorter);
        });
        return with(new OutcomeSketch(all));
    }

    /**
     * This sketch with newer outcomes. If those cover other days, as they do after bars came in, they replace the ones
     * here.
     */
    public OutcomeSketch with(OutcomeSketch newer) {
        if (newer.smallest.isEmpty()) {
            return this;
        }
        TreeMap<Long, float[]> all = new TreeMap<>(newer.smallest);
        if (newer.periods() == periods()) {
            smallest.forEach(all::putIfAbsent);
        }
        while (all.size() > KEPT) {
            all.pollLastEntry();
        }
        return new OutcomeSketch(all);
    }

    /**
     * The outcomes of other searches that a search does not have itself.
     *
     * @param own the search's own outcomes, or those of them with the smallest hashes
     */
    Others others(Map<Long, double[]> own, int periods, int ownKept) {
        Map<Long, double[]> others = new TreeMap<>();
        if (smallest.isEmpty() || periods != periods()) {
            return new Others(others, 0);
        }
        long ownLargest = -1;
        if (own.size() >= ownKept) {
            ownLargest = own.keySet().stream().max(Long::compareUnsigned).orElseThrow();
        }
        int comparable = 0;
        for (Map.Entry<Long, float[]> outcome : smallest.entrySet()) {
            if (Long.compareUnsigned(outcome.getKey(), ownLargest) <= 0) {
                comparable++;
                if (!own.containsKey(outcome.getKey())) {
                    others.put(outcome.getKey(), longer(outcome.getValue()));
                }
            }
        }
        double all = KeptHashes.distinct(smallest.size(), KEPT, smallest.lastKey());
        return new Others(others, comparable == 0 ? 0 : all * others.size() / comparable);
    }

    /**
     * @param sums the outcomes that are kept, by hash
     * @param distinct about how many there are in all
     */
    record Others(Map<Long, double[]> sums, double distinct) {}

    private int periods() {
        return smallest.isEmpty() ? 0 : smallest.firstEntry().getValue().length;
    }

    private static double[] longer(float[] sums) {
        double[] longer = new double[sums.length];
        for (int p = 0; p < sums.length; p++) {
            longer[p] = sums[p];
        }
        return longer;
    }
}
