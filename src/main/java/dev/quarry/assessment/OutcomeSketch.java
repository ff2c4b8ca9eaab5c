package dev.quarry.assessment;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all searches of a series and range came to so far: a sample of their distinct outcomes, each as its returns beyond the
 * market in {@link dev.quarry.inference.LuckTest#periods} sums, by the hash of the outcome. The same outcome counts once,
 * whichever searches found it. At most {@value #KEPT} are kept, 135 kilobytes.
 */
public final class OutcomeSketch {

    static final int KEPT = 512;

    /** Nothing was searched before. */
    public static final OutcomeSketch EMPTY = new OutcomeSketch(new TreeMap<>(Long::compareUnsigned));

    private final TreeMap<Long, float[]> smallest;

    private OutcomeSketch(TreeMap<Long, float[]> smallest) {
        this.smallest = smallest;
    }

    /** What {@link #bytes} gave; none are {@link #EMPTY}. */
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

    /** To be kept. */
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

    /** With those of another search, see {@link #with(OutcomeSketch)}. */
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

    /** With others that are newer. Over other days than these, as after bars came in, they take their place. */
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
     * Those that a search did not come to itself.
     *
     * @param own what the search came to, or a sample of it by the smallest hashes
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
     * @param sums of the outcomes that are kept, by hash
     * @param distinct how many there are in all, about
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
