package dev.quarry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlannedRangesTest {

    private static final SweepPlan PLAN = SweepPlan.of(
            Combinations.all(Grid.of(
                    RsiBands.STRATEGY,
                    Map.of(
                            "max_bars_in_trade",
                            IntStream.rangeClosed(1, 2_000).boxed().toList()))),
            Map.of());

    @Test
    void what_is_skipped_is_asked_once_in_grid_order_and_is_in_no_range() {
        List<Long> asked = new ArrayList<>();
        PlannedRanges ranges = PlannedRanges.cutInto(
                4,
                1,
                PLAN.skipping(index -> {
                    asked.add(index);
                    return index % 3 == 0;
                }),
                SweepProgress.NONE);

        assertThat(asked).isEqualTo(LongStream.range(0, 2_000).boxed().toList());
        assertThat(ranges.skipped()).isEqualTo(667);
        assertThat(ranges.count()).isEqualTo(3);
        assertThat(IntStream.range(0, 3).boxed().flatMapToLong(range -> LongStream.of(ranges.indexes(range))))
                .containsExactlyElementsOf(LongStream.range(0, 2_000)
                        .filter(index -> index % 3 != 0)
                        .boxed()
                        .toList());
    }

    @Test
    void a_small_grid_is_one_range_and_an_empty_one_none() {
        assertThat(PlannedRanges.cutInto(1, 1, PLAN, SweepProgress.NONE).count())
                .isEqualTo(1);
        assertThat(PlannedRanges.cutInto(1_000, 1, PLAN, SweepProgress.NONE).count())
                .isEqualTo(8);
        assertThat(PlannedRanges.cutInto(4, 1, PLAN.skipping(index -> true), SweepProgress.NONE)
                        .count())
                .isZero();
    }

    @Test
    void trainings_together_have_as_many_tasks_and_what_comes_of_one_stays_small() {
        assertThat(PlannedRanges.cutInto(16, 5, PLAN, SweepProgress.NONE).count())
                .isEqualTo(4);
        assertThat(PlannedRanges.cutInto(64, 500, PLAN, SweepProgress.NONE).count())
                .isEqualTo(1);
        SweepPlan large = SweepPlan.of(
                Combinations.all(Grid.of(
                        RsiBands.STRATEGY,
                        Map.of(
                                "rsi_ma_len",
                                IntStream.rangeClosed(2, 201).boxed().toList(),
                                "max_bars_in_trade",
                                IntStream.rangeClosed(1, 1_000).boxed().toList()))),
                Map.of());
        PlannedRanges cut = PlannedRanges.cutInto(4, 500, large, SweepProgress.NONE);
        assertThat(cut.count()).isEqualTo(4);
        assertThat(cut.indexes(0)).hasSize(1 << 16);
    }

    @Test
    void the_rest_of_a_plan_runs_what_is_left_of_the_ranges_and_nothing_that_was_skipped() {
        PlannedRanges ranges = PlannedRanges.cutInto(4, 1, PLAN.skipping(index -> index % 3 == 0), SweepProgress.NONE);
        SweepPlan rest = ranges.from(1, PLAN);
        List<Long> run = new ArrayList<>();
        PrimitiveIterator.OfLong indexes = rest.combinations().indexes();
        while (indexes.hasNext()) {
            long index = indexes.nextLong();
            if (!rest.skip().test(index)) {
                run.add(index);
            }
        }

        assertThat(run)
                .isEqualTo(LongStream.concat(LongStream.of(ranges.indexes(1)), LongStream.of(ranges.indexes(2)))
                        .boxed()
                        .toList());
    }

    @Test
    void what_the_launcher_tells_is_taken_apart() throws SparkUnavailableException {
        assertThat(DriverCommand.arguments("\0\njava\0-cp\0a b\0Main\0")).containsExactly("java", "-cp", "a b", "Main");
        assertThat(DriverCommand.arguments("java\0-cp\0x\0")).containsExactly("java", "-cp", "x");
        assertThatThrownBy(() -> DriverCommand.arguments("usage"))
                .isInstanceOf(SparkUnavailableException.class)
                .hasMessageContaining("told no command");
    }
}
