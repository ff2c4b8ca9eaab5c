package dev.quarry.sweep.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.engine.Golden;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.SeriesPart;
import dev.quarry.engine.Stretches;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definitions;
import dev.quarry.strategy.language.RandomExpressions;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.fast.RandomSweep;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What goes to another process and comes back changes no bit. */
class RemoteSweepTest {

    private static final int SWEEPS = 60;

    @TestFactory
    Stream<DynamicTest> every_golden_grid_in_ranges_has_the_bits_of_one_sweep() {
        return Golden.cases("discovery.json", "discovery_small.json", "grid_quick.json", "grid_default.json")
                .map(golden -> dynamicTest(golden.name(), () -> {
                    Grid grid = Grid.of(RsiBands.STRATEGY, Golden.object(golden.json(), "grid"));
                    SweepPlan plan = SweepPlan.of(Combinations.distinct(grid), golden.parameters("base_params"));
                    check(plan, new IndicatorCache(golden.bars()), 100, golden.name());
                }));
    }

    @Test
    void parts_of_a_series_come_back_as_they_went() throws IOException {
        Random random = new Random(5);
        for (int k = 0; k < 200; k++) {
            BitSet entries = new BitSet();
            BitSet last = new BitSet();
            for (int run = random.nextInt(4); run > 0; run--) {
                int from = random.nextInt(1_000);
                entries.set(from, from + random.nextInt(200));
                last.set(random.nextInt(1_000));
            }
            for (SeriesPart part : List.of(
                    SeriesPart.WHOLE,
                    new SeriesPart.Window(k, k + random.nextInt(1_000), Integer.MAX_VALUE - k),
                    new SeriesPart.Traded(new Stretches(entries, last)))) {
                assertThat(PlainParts.read(PlainParts.bytes(part))).isEqualTo(part);
            }
        }
    }

    @Test
    void random_grids_in_ranges_have_the_bits_of_one_sweep() throws IOException {
        for (long seed = 1; seed <= SWEEPS; seed++) {
            RandomSweep sweep = new RandomSweep(seed);
            IndicatorCache series = new IndicatorCache(sweep.bars());
            check(sweep.plan(), series, 1 + (int) (seed % 90), "seed " + seed);
        }
    }

    @Test
    void random_definitions_in_ranges_have_the_bits_of_one_sweep() throws IOException {
        for (long seed = 1; seed <= SWEEPS; seed++) {
            Random random = new Random(seed);
            Strategy defined = DefinedStrategy.of(
                    Definitions.right(new RandomExpressions(random, List.of()).definition(1 + random.nextInt(3))));
            RandomSweep sweep = new RandomSweep(seed, defined);
            int size = sweep.bars().size();
            IndicatorCache series = new IndicatorCache(
                    new RandomSweep(seed, defined).bars(), seed % 3 == 0 ? size / 4 : 0, 1 << 20, () -> {});
            check(sweep.plan(), series, 1 + (int) (seed % 90), "seed " + seed);
        }
    }

    private static void check(SweepPlan plan, IndicatorCache series, int each, String name) throws IOException {
        List<CombinationResult> expected = new ArrayList<>();
        new FastSweep(series, Runnable::run, 1).run(plan, SweepProgress.NONE, expected::add);
        SweepTask task = SweepTask.read(in(out -> SweepTask.of(plan, series).write(out)));
        Grid grid = task.gridOf(task.strategy(RsiBands.STRATEGY));
        List<CombinationResult> actual = new ArrayList<>();
        RemoteChunks chunks = new RemoteChunks(plan, each(actual::add));
        for (long[] indexes : ranges(plan, each)) {
            RangeOutcome outcome =
                    RangeOutcome.of(new FastSweep(task.indicators(), Runnable::run, 1), task.plan(grid, indexes));
            chunks.take(indexes, RangeOutcome.read(in(outcome::write)), size -> {});
        }
        assertThat(actual).as(name).isEqualTo(expected);
    }

    private static Consumer<SweepChunk> each(Consumer<CombinationResult> results) {
        return chunk -> {
            for (int k = 0; k < chunk.size(); k++) {
                results.accept(chunk.result(k));
                assertThat(chunk.outcome(k) == SweepChunk.NO_OUTCOME).isEqualTo(chunk.statistics(k) == null);
            }
        };
    }

    private static List<long[]> ranges(SweepPlan plan, int each) {
        List<long[]> ranges = new ArrayList<>();
        GridRange range = new GridRange();
        PrimitiveIterator.OfLong indexes = plan.combinations().indexes();
        while (indexes.hasNext()) {
            long index = indexes.nextLong();
            if (!plan.skip().test(index)) {
                range.add(index);
            }
            if (range.size() == each || !indexes.hasNext()) {
                ranges.add(GridRange.indexes(range.bytes()));
                range = new GridRange();
            }
        }
        return ranges;
    }

    @Test
    void indexes_far_apart_come_back() {
        long[] indexes = {0, 1, 127, 255, 256, 1L << 20, (1L << 40) + 5, Long.MAX_VALUE};
        GridRange range = new GridRange();
        Arrays.stream(indexes).forEach(range::add);

        assertThat(GridRange.indexes(range.bytes())).isEqualTo(indexes);
        assertThat(GridRange.indexes(new GridRange().bytes())).isEmpty();
    }

    @Test
    void values_keep_their_nature() throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("whole", 70);
        values.put("double", 70.0);
        values.put("float", 1.5f);
        values.put("long", 1L << 40);
        values.put("large", BigInteger.TEN.pow(30));
        values.put("exact", new BigDecimal("0.10"));
        values.put("nothing", null);
        values.put("text", "ä\"\u0000€" + "x".repeat(70_000));
        values.put("list", Arrays.asList(true, false, null, List.of("a")));
        values.put("object", Map.of("k", -0.0));

        assertThat(PlainValues.readObject(in(out -> PlainValues.write(values, out))))
                .isEqualTo(values)
                .containsExactlyEntriesOf(values);
    }

    @Test
    void a_task_of_another_form_is_refused() {
        assertThatThrownBy(() -> SweepTask.read(in(out -> out.writeInt(99))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("form 99");
    }

    private interface Written {
        void to(DataOutputStream out) throws IOException;
    }

    private static DataInputStream in(Written written) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        written.to(new DataOutputStream(bytes));
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
