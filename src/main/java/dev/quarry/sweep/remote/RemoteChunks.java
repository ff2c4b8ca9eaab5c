package dev.quarry.sweep.remote;

import dev.quarry.engine.Statistics;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepPlan;
import java.util.function.Consumer;

/** Hands over what came of ranges, in grid order, as an engine of this process would. */
public final class RemoteChunks {

    /** As many as a chunk of the local engine has. */
    private static final int AT_ONCE = 1 << 15;

    private final SweepPlan plan;
    private final Consumer<SweepChunk> consumer;
    private long outcomesBefore;

    /** @param plan the whole search, of which ranges are parts */
    public RemoteChunks(SweepPlan plan, Consumer<SweepChunk> consumer) {
        this.plan = plan;
        this.consumer = consumer;
    }

    /**
     * Hands over the next range.
     *
     * @param indexes of its combinations
     * @param handedOver is told after each chunk how many combinations it had
     * @throws IllegalArgumentException where the range has another size than what came of it
     */
    public void take(long[] indexes, RangeOutcome range, Consumer<Integer> handedOver) {
        if (indexes.length != range.numbers().length) {
            throw new IllegalArgumentException(
                    indexes.length + " combinations have " + range.numbers().length + " results");
        }
        for (int from = 0; from < indexes.length; from += AT_ONCE) {
            int size = Math.min(AT_ONCE, indexes.length - from);
            consumer.accept(new Part(indexes, range, from, size));
            handedOver.accept(size);
        }
        outcomesBefore += range.outcomes().length;
    }

    private final class Part implements SweepChunk {

        private final long[] indexes;
        private final RangeOutcome range;
        private final int from;
        private final int size;

        Part(long[] indexes, RangeOutcome range, int from, int size) {
            this.indexes = indexes;
            this.range = range;
            this.from = from;
            this.size = size;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public long index(int position) {
            return indexes[from + position];
        }

        @Override
        public long outcome(int position) {
            int number = range.numbers()[from + position];
            return number < 0 ? NO_OUTCOME : outcomesBefore + number;
        }

        @Override
        public Statistics statistics(int position) {
            return range.statistics(from + position);
        }

        @Override
        public CombinationResult result(int position) {
            return plan.result(index(position), statistics(position));
        }
    }
}
