package dev.quarry.spark;

import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.remote.GridRange;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;

/**
 * The combinations of a plan that are to be run, cut into ranges. What a plan skips is asked here, once: whoever runs the rest
 * later, or a part of it, need not ask again.
 */
final class PlannedRanges {

    /** Fewer are not worth a task of Spark's. */
    private static final long LEAST = 256;

    /** As outcomes some MiB, of which the server has one range at a time in its memory. */
    private static final long MUCH = 1 << 16;

    private static final int BETWEEN_CHECKPOINTS = 4096;
    private static final int ASKED_PER_CHECKPOINT = 256;

    private final List<byte[]> ranges = new ArrayList<>();
    private final long skipped;
    private final long left;

    /**
     * As many ranges as make so many tasks, about; more where what comes of a range were much otherwise, fewer where a range had less
     * than {@link #LEAST}.
     *
     * @param most how many tasks there are to be
     * @param sweeps how many sweeps have tasks for each range
     */
    static PlannedRanges cutInto(int most, int sweeps, SweepPlan plan, SweepProgress progress) {
        long size = plan.combinations().size();
        long one = (size + most - 1) / most;
        return new PlannedRanges(plan, Math.max(LEAST, Math.min(one * sweeps, Math.max(one, MUCH))), progress);
    }

    /** @param each how many combinations every range but the last has */
    static PlannedRanges ofSize(int each, SweepPlan plan, SweepProgress progress) {
        return new PlannedRanges(plan, each, progress);
    }

    private PlannedRanges(SweepPlan plan, long each, SweepProgress progress) {
        long total = plan.combinations().size();
        PrimitiveIterator.OfLong indexes = plan.combinations().indexes();
        GridRange range = new GridRange();
        int check = plan.skipsNothing() ? BETWEEN_CHECKPOINTS : ASKED_PER_CHECKPOINT;
        long without = 0;
        long asked = 0;
        while (indexes.hasNext()) {
            long index = indexes.nextLong();
            if (plan.skipsNothing() || !plan.skip().test(index)) {
                range.add(index);
                if (range.size() == each) {
                    ranges.add(range.bytes());
                    range = new GridRange();
                }
            } else {
                without++;
            }
            if (++asked % check == 0) {
                progress.tested(without, total);
            }
        }
        if (range.size() > 0) {
            ranges.add(range.bytes());
        }
        this.skipped = without;
        this.left = total - without;
    }

    /** How many there are. */
    int count() {
        return ranges.size();
    }

    /** How many combinations are not to be run. */
    long skipped() {
        return skipped;
    }

    /** How many combinations are to be run. */
    long left() {
        return left;
    }

    /** The combinations of a range, ascending. */
    long[] indexes(int range) {
        return GridRange.indexes(ranges.get(range));
    }

    /** Writes them as the driver reads them. */
    void write(DataOutput out) throws IOException {
        out.writeInt(ranges.size());
        for (byte[] range : ranges) {
            out.writeInt(range.length);
            out.write(range);
        }
    }

    /** The same plan, of which only the ranges from that one on are run. */
    SweepPlan from(int range, SweepPlan plan) {
        return plan.skipping(new Before(range)::skips);
    }

    /** Goes through the ranges as the plan is walked. */
    private final class Before {

        private int range;
        private long[] indexes = {};
        private int at;

        Before(int range) {
            this.range = range;
        }

        boolean skips(long index) {
            if (at == indexes.length && range < ranges.size()) {
                indexes = indexes(range++);
                at = 0;
            }
            if (at < indexes.length && indexes[at] == index) {
                at++;
                return false;
            }
            return true;
        }
    }
}
