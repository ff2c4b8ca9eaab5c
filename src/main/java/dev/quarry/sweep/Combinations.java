package dev.quarry.sweep;

import dev.quarry.engine.SharedSettings;
import dev.quarry.engine.StopMode;
import dev.quarry.strategy.ParameterReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * Which combinations of a grid a search runs, in grid order. Nothing is written out: whether a combination belongs is
 * computed from its index, so memory does not grow with the grid.
 */
public final class Combinations {

    /** So many draws may miss before one hits; otherwise walking the grid is better. */
    private static final int WASTED_DRAWS = 1000;

    /** Combinations that are looked at: a few milliseconds. */
    private static final int BETWEEN_CHECKPOINTS = 65_536;

    private static final int VALUES_BETWEEN_CHECKPOINTS = 1024;

    private final Grid grid;
    private final long size;
    private final Supplier<LongPredicate> membership;
    private final boolean sampled;
    private final Runnable checkpoint;

    /** The indexes where they were told one by one; null where a rule tells them. */
    private final long[] listed;

    private Combinations(
            Grid grid, long size, Supplier<LongPredicate> membership, boolean sampled, Runnable checkpoint) {
        this.grid = grid;
        this.size = size;
        this.membership = membership;
        this.sampled = sampled;
        this.checkpoint = checkpoint;
        this.listed = null;
    }

    private Combinations(Grid grid, long[] listed) {
        this.grid = grid;
        this.size = listed.length;
        this.membership = () -> index -> Arrays.binarySearch(listed, index) >= 0;
        this.sampled = false;
        this.checkpoint = () -> {};
        this.listed = listed;
    }

    /** Those with these indexes, ascending: a few of a grid, or what another process has of it. */
    public static Combinations listed(Grid grid, long[] indexes) {
        return new Combinations(grid, indexes);
    }

    /** Every combination. */
    public static Combinations all(Grid grid) {
        return all(grid, () -> {});
    }

    private static Combinations all(Grid grid, Runnable checkpoint) {
        return new Combinations(grid, grid.size(), () -> index -> true, false, checkpoint);
    }

    /** {@link #distinct(Grid, Map, Runnable)} of a small grid, with defaults where it has none. */
    public static Combinations distinct(Grid grid) {
        return distinct(grid, Map.of(), () -> {});
    }

    /**
     * The first combination of each set that differs only in parameters without effect: those that need another
     * one to have a value that it does not have, such as the trailing distance without trailing. Of a strategy that is
     * {@link dev.quarry.strategy.Strategy#isPrunedAsReference} it looks at the combination only (SPEC H.2), and takes a switch that the
     * grid does not have as on, and a choice as its default.
     *
     * @param base parameters that hold where the grid has none
     * @param checkpoint is called often here and while the combinations are walked; what it throws ends that
     */
    public static Combinations distinct(Grid grid, Map<String, ?> base, Runnable checkpoint) {
        DistinctRule rule = new DistinctRule(grid, base, checkpoint);
        return new Combinations(grid, rule.count(), () -> rule::keeps, false, checkpoint);
    }

    /**
     * Which of a grid's {@link #distinct} combinations each of all combinations amounts to, by their indexes.
     *
     * @param base parameters that hold where the grid has none
     * @param checkpoint is called often here, and not while indexes are asked for
     */
    public static LongUnaryOperator same(Grid grid, Map<String, ?> base, Runnable checkpoint) {
        return new DistinctRule(grid, base, checkpoint)::kept;
    }

    /**
     * What a grid search runs. Of a strategy that is {@link dev.quarry.strategy.Strategy#isPrunedAsReference}, nothing with ATR stops
     * when the grid varies {@code stop_pct} (SPEC G.1); of another, what is {@link #distinct}.
     *
     * @param base parameters that hold where the grid has none
     * @param checkpoint as {@link #distinct(Grid, Map, Runnable)} has it
     */
    public static Combinations searchable(Grid grid, Map<String, ?> base, Runnable checkpoint) {
        if (!grid.strategy().isPrunedAsReference()) {
            return distinct(grid, base, checkpoint);
        }
        if (!grid.has(SharedSettings.STOP_PERCENT.name())) {
            return all(grid, checkpoint);
        }
        int dimension = grid.names().indexOf(SharedSettings.STOP_MODE.name());
        if (dimension < 0) {
            return usesAtr(base)
                    ? new Combinations(grid, 0, () -> index -> false, false, checkpoint)
                    : all(grid, checkpoint);
        }
        Object[] modes = grid.values().get(SharedSettings.STOP_MODE.name()).toArray();
        boolean[] kept = new boolean[modes.length];
        long keptModes = 0;
        for (int m = 0; m < modes.length; m++) {
            if (m % VALUES_BETWEEN_CHECKPOINTS == 0) {
                checkpoint.run();
            }
            Map<String, Object> mode = new HashMap<>();
            mode.put(SharedSettings.STOP_MODE.name(), modes[m]);
            kept[m] = !usesAtr(mode);
            keptModes += kept[m] ? 1 : 0;
        }
        return new Combinations(
                grid,
                grid.size() / modes.length * keptModes,
                () -> index -> kept[grid.choice(index, dimension)],
                false,
                checkpoint);
    }

    private static boolean usesAtr(Map<String, ?> parameters) {
        return SharedSettings.STOP_MODE.read(new ParameterReader(parameters)) == StopMode.ATR;
    }

    /**
     * A sample without replacement, every subset of that size being equally likely; all of them when there are no more
     * than {@code count}. The same seed gives the same sample, in grid order (Knuth, The Art of Computer Programming
     * vol. 2, 3.4.2, algorithm S).
     */
    public Combinations sample(long count, long seed) {
        if (count < 0) {
            throw new IllegalArgumentException("a sample of " + count);
        }
        return count >= size
                ? this
                : new Combinations(
                        grid,
                        count,
                        () -> {
                            LongPredicate all = membership.get();
                            SplittableRandom random = new SplittableRandom(seed);
                            long[] seenAndChosen = new long[2];
                            return index -> {
                                if (!all.test(index)) {
                                    return false;
                                }
                                boolean chosen =
                                        (size - seenAndChosen[0]) * random.nextDouble() < count - seenAndChosen[1];
                                seenAndChosen[0]++;
                                seenAndChosen[1] += chosen ? 1 : 0;
                                return chosen;
                            };
                        },
                        true,
                        checkpoint);
    }

    /** Some that follow one another. */
    public Combinations slice(Slice slice) {
        return slice.size() == size
                ? this
                : new Combinations(
                        grid,
                        slice.size(),
                        () -> {
                            LongPredicate all = membership.get();
                            long[] seen = {0};
                            return index -> all.test(index) && seen[0]++ >= slice.from();
                        },
                        true,
                        checkpoint);
    }

    /**
     * The indexes of a few combinations drawn without replacement, ascending; all of them when there are no more. The same
     * seed gives the same ones, others than {@link #sample} does. Other than there the time does not grow with the grid
     * where most of its combinations belong.
     */
    public long[] draw(int count, long seed) {
        boolean walks = sampled || size / 2 <= count || size < grid.size() / WASTED_DRAWS;
        if (walks) {
            long[] drawn = new long[(int) Math.min(count, size)];
            PrimitiveIterator.OfLong indexes = sample(count, seed).indexes();
            Arrays.setAll(drawn, k -> indexes.nextLong());
            return drawn;
        }
        LongPredicate member = membership.get();
        SplittableRandom random = new SplittableRandom(seed);
        Set<Long> drawn = new TreeSet<>();
        while (drawn.size() < count) {
            long index = (long) (random.nextDouble() * grid.size());
            if (member.test(index)) {
                drawn.add(index);
            }
        }
        return drawn.stream().mapToLong(Long::longValue).toArray();
    }

    /** The grid that these are combinations of. */
    public Grid grid() {
        return grid;
    }

    /** How many there are. */
    public long size() {
        return size;
    }

    /** Their indexes in the grid, ascending. Each call walks them from the start. */
    public PrimitiveIterator.OfLong indexes() {
        return listed == null
                ? new Walk(membership.get())
                : Arrays.stream(listed).iterator();
    }

    private final class Walk implements PrimitiveIterator.OfLong {

        private final LongPredicate member;
        private long index = -1;
        private long left = size;

        Walk(LongPredicate member) {
            this.member = member;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public long nextLong() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            left--;
            do {
                index++;
                if (index % BETWEEN_CHECKPOINTS == 0) {
                    checkpoint.run();
                }
            } while (!member.test(index));
            return index;
        }
    }
}
