package dev.quarry.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CombinationsTest {

    private static final Map<String, List<Object>> POOL = Map.of(
            "use_trailing", List.of(true, false),
            "trail_pct", List.of(1.0, 1.5, 2.0),
            "use_stop", List.of(false, true),
            "stop_mode", List.of("ATR", "Fixed %"),
            "stop_pct", List.of(1.0, 2.0, 1.0),
            "stop_atr_mult", List.of(1.5, 2.5),
            "use_rsi_relation", List.of(true, false),
            "rsi_relation", List.of(">=", ">"),
            "rsi_min", List.of(60, 70, 70.0));

    @Property(tries = 200)
    void distinct_combinations_are_the_first_of_each_key_in_product_order(@ForAll long seed) {
        Grid grid = randomGrid(seed);
        Combinations distinct = Combinations.distinct(grid);

        List<Long> expected = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (long index = 0; index < grid.size(); index++) {
            if (seen.add(key(grid.combination(index).values()))) {
                expected.add(index);
            }
        }
        assertThat(list(distinct)).isEqualTo(expected);
        assertThat(distinct.size()).isEqualTo(expected.size());
        LongUnaryOperator same = Combinations.same(grid, Map.of(), () -> {});
        for (long index = 0; index < grid.size(); index++) {
            long kept = same.applyAsLong(index);
            assertThat(expected).contains(kept);
            assertThat(key(grid.combination(kept).values()))
                    .isEqualTo(key(grid.combination(index).values()));
        }
    }

    @Test
    void a_wide_grid_is_prepared_in_steps_as_many_as_it_has_values_and_each_of_them_may_end_it() {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 400_000; i++) {
            values.add(i % 300_000 / 4000.0);
        }
        Grid wide = Grid.of(RsiBands.STRATEGY, Map.of("rsi_min", values));
        AtomicInteger steps = new AtomicInteger();

        Combinations distinct = Combinations.distinct(wide, Map.of(), steps::incrementAndGet);

        assertThat(distinct.size()).isEqualTo(300_000);
        assertThat(steps.get()).isBetween(100, 10_000);
        assertThatThrownBy(() -> Combinations.distinct(wide, Map.of(), () -> {
                    if (steps.decrementAndGet() == 0) {
                        throw new IllegalStateException("canceled");
                    }
                }))
                .hasMessage("canceled");
    }

    @Test
    void as_many_switches_as_a_request_can_carry_are_counted_by_their_kinds() {
        Grid switches = Grid.of(
                RsiBands.STRATEGY,
                Map.of(
                        "use_trailing", Collections.nCopies(3000, true),
                        "use_stop", Collections.nCopies(3000, false),
                        "stop_mode", Collections.nCopies(1000, "ATR")));

        assertThat(Combinations.distinct(switches).size()).isEqualTo(1);
    }

    @Test
    void combinations_that_are_passed_over_are_walked_in_steps_too() {
        List<Object> values = new ArrayList<>(Collections.nCopies(500_000, 70));
        values.add(71);
        AtomicInteger steps = new AtomicInteger();
        Combinations two = Combinations.distinct(
                Grid.of(RsiBands.STRATEGY, Map.of("rsi_min", values)), Map.of(), steps::incrementAndGet);
        int prepared = steps.get();

        assertThat(list(two)).containsExactly(0L, 500_000L);
        assertThat(steps.get()).isGreaterThan(prepared);
    }

    @Property(tries = 100)
    void filtering_what_is_already_distinct_changes_nothing(@ForAll long seed) {
        Combinations distinct = Combinations.distinct(randomGrid(seed));
        Set<String> seen = new HashSet<>();
        list(distinct).forEach(index -> assertThat(
                        seen.add(key(distinct.grid().combination(index).values())))
                .isTrue());
    }

    @Property(tries = 200)
    void a_sample_has_its_size_its_order_and_only_members(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int count) {
        Combinations distinct = Combinations.distinct(randomGrid(seed));
        Combinations sample = distinct.sample(count, seed);

        List<Long> indexes = list(sample);
        assertThat(sample.size()).isEqualTo(Math.min(count, distinct.size()));
        assertThat(indexes).hasSize((int) sample.size()).doesNotHaveDuplicates().isSorted();
        assertThat(list(distinct)).containsAll(indexes);
        assertThat(list(sample)).isEqualTo(indexes);
        assertThat(list(distinct.sample(count, seed))).isEqualTo(indexes);
    }

    @Example
    void every_combination_is_as_likely_to_be_sampled() {
        Combinations all =
                Combinations.all(Grid.of(RsiBands.STRATEGY, Map.of("rsi_min", List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))));
        int[] times = new int[10];
        for (long seed = 0; seed < 10_000; seed++) {
            list(all.sample(3, seed)).forEach(index -> times[index.intValue()]++);
        }
        for (int count : times) {
            assertThat(count).isBetween(2_700, 3_300);
        }
    }

    @Example
    void the_same_seed_samples_the_same_on_every_machine() {
        SplittableRandom random = new SplittableRandom(1234567);
        assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
        assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
        Combinations quick = Combinations.all(
                Grid.of(RsiBands.STRATEGY, BuiltInGrids.optimisation().get("quick")));
        assertThat(list(quick.sample(5, 1))).containsExactly(15L, 20L, 21L, 23L, 25L);
    }

    @Example
    void a_grid_search_leaves_out_atr_stops_where_the_grid_varies_their_percentage() {
        Grid percent = Grid.of(RsiBands.STRATEGY, Map.of("stop_pct", List.of(1.0, 2.0)));
        assertThat(Combinations.searchable(percent, Map.of(), () -> {}).size()).isEqualTo(2);
        assertThat(list(Combinations.searchable(percent, Map.of("stop_mode", "atr"), () -> {})))
                .isEmpty();
        assertThat(list(Combinations.searchable(
                        Grid.of(RsiBands.STRATEGY, Map.of("rsi_min", List.of(60))),
                        Map.of("stop_mode", "ATR"),
                        () -> {})))
                .containsExactly(0L);

        Map<String, List<Object>> raw = new LinkedHashMap<>();
        raw.put("stop_mode", List.of("Fixed %", "ATR"));
        raw.put("stop_pct", List.of(1.0, 2.0));
        Combinations both =
                Combinations.searchable(Grid.of(RsiBands.STRATEGY, raw), Map.of("stop_mode", "ATR"), () -> {});
        assertThat(both.size()).isEqualTo(2);
        assertThat(list(both)).containsExactly(0L, 1L);
    }

    /** The reference's rule, word by word (SPEC H.2). */
    private static String key(Map<String, Object> combination) {
        Map<String, Object> key = new TreeMap<>(combination);
        if (Boolean.FALSE.equals(combination.get("use_trailing"))) {
            key.remove("trail_pct");
        }
        if (Boolean.FALSE.equals(combination.get("use_stop"))) {
            key.keySet().removeAll(List.of("stop_pct", "stop_atr_mult", "stop_mode"));
        }
        if (Boolean.FALSE.equals(combination.get("use_rsi_relation"))) {
            key.remove("rsi_relation");
        }
        key.remove("ATR".equals(combination.getOrDefault("stop_mode", "Fixed %")) ? "stop_pct" : "stop_atr_mult");
        return PythonJson.object(key);
    }

    private static Grid randomGrid(long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(new TreeMap<>(POOL).keySet());
        Collections.shuffle(names, random);
        Map<String, List<Object>> raw = new LinkedHashMap<>();
        for (String name : names.subList(0, 1 + random.nextInt(names.size() - 1))) {
            List<Object> values = new ArrayList<>(POOL.get(name));
            Collections.shuffle(values, random);
            raw.put(name, values);
        }
        return Grid.of(RsiBands.STRATEGY, raw);
    }

    private static List<Long> list(Combinations combinations) {
        List<Long> indexes = new ArrayList<>();
        PrimitiveIterator.OfLong walk = combinations.indexes();
        walk.forEachRemaining((long index) -> indexes.add(index));
        return indexes;
    }

    @Test
    void draws_are_distinct_members_in_order_the_same_for_the_same_seed() {
        Combinations large = Combinations.distinct(
                Grid.of(RsiBands.STRATEGY, BuiltInGrids.discovery().get("discovery")));
        long[] drawn = large.draw(300, 7);

        assertThat(drawn).hasSize(300).isSorted().doesNotHaveDuplicates().isEqualTo(large.draw(300, 7));
        assertThat(drawn).isNotEqualTo(large.draw(300, 8));
        Set<Long> members = new HashSet<>();
        Combinations small = Combinations.distinct(
                Grid.of(RsiBands.STRATEGY, BuiltInGrids.discovery().get("focused")));
        small.indexes().forEachRemaining((LongConsumer) members::add);
        assertThat(LongStream.of(small.draw(1000, 1))).hasSize(1000).allMatch(members::contains);
        assertThat(small.draw(20_000, 1)).hasSize((int) small.size());
        Combinations sample = small.sample(500, 3);
        members.clear();
        sample.indexes().forEachRemaining((LongConsumer) members::add);
        assertThat(LongStream.of(sample.draw(100, 1))).hasSize(100).allMatch(members::contains);
    }
}
