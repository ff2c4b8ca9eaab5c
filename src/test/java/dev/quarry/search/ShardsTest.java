package dev.quarry.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.job.Worker;
import dev.quarry.job.WorkerState;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShardsTest {

    private static final SearchCost CHEAP = new SearchCost(252_000, 0, 0.128, 0);

    @Test
    void a_number_is_that_many_parts_but_never_more_than_combinations() {
        assertThat(Shards.of(7).parts(combinations(1_000), List.of())).isEqualTo(7);
        assertThat(Shards.of(7).parts(combinations(5), List.of())).isEqualTo(5);
        assertThat(Shards.of(7).parts(combinations(0), List.of())).isEqualTo(1);
        assertThat(Shards.of(null).divides()).isFalse();
        assertThat(Shards.of(1).divides()).isFalse();
    }

    @Test
    void auto_divides_what_takes_dearwhere_several_nodes_are_there_to_share_it() {
        Shards auto = Shards.of("auto");
        SearchCost dear = new SearchCost(8_960_000, 0, 36, 0);

        assertThat(auto.divides()).isTrue();
        assertThat(auto.parts(dear, nodes(1, 0))).isEqualTo(1);
        assertThat(auto.parts(dear, nodes(3, 0))).isEqualTo(6);
        assertThat(auto.parts(dear, nodes(1, 5))).isEqualTo(1);
        assertThat(auto.parts(dear, nodes(100, 0))).isEqualTo(120);
        assertThat(auto.parts(new SearchCost(90, 0, 36, 0), nodes(100, 0))).isEqualTo(90);
        assertThat(auto.parts(CHEAP, nodes(3, 0))).isEqualTo(1);
    }

    @Test
    void auto_gives_a_part_as_much_of_its_own_as_it_repeats_of_others() {
        assertThat(Shards.of("auto").parts(new SearchCost(100_000, 4, 13, 0), nodes(100, 0)))
                .isEqualTo(3);
        assertThat(Shards.of("auto").parts(new SearchCost(100_000, 4, 3, 0), nodes(100, 0)))
                .isEqualTo(1);
    }

    @Test
    void dear_definitions_are_divided_sooner_than_the_built_in_family_and_searches_that_store_sooner_than_others() {
        TestedPrices year = prices(17_520);
        SearchSpace family = space(RsiBands.STRATEGY, Map.of("rsi_min", values(500), "rsi_ma_min", values(504)));
        SearchSpace turtle = space(
                new StrategyCatalog(null).requested("turtle_trading").strategy(),
                Map.of("entry_bars", values(100), "stop_atr_mult", values(100)));

        SearchCost ofFamily = SearchCost.of(family, year, 252_000);
        SearchCost ofTurtle = SearchCost.of(turtle, year, 10_000);

        assertThat(ofFamily.sweep()).isCloseTo(0.128, within(0.001));
        assertThat(ofTurtle.trades()).isCloseTo(0.70, within(0.01));
        assertThat(ofTurtle.lines()).isBetween(0.001, 1.0);
        assertThat(Shards.of("auto").parts(ofFamily, nodes(9, 0))).isEqualTo(1);
        assertThat(Shards.of("auto").parts(ofFamily.stored(), nodes(9, 0))).isEqualTo(3);
        assertThat(Shards.of("auto").parts(ofTurtle, nodes(9, 0))).isEqualTo(2);
    }

    @Test
    void what_another_cluster_could_save_is_less_what_reading_its_findings_takes() {
        assertThat(new SearchCost(100_000, 40, 200, 9).savedElsewhere(4)).isCloseTo(59.98, within(1e-9));
        assertThat(SearchCost.of(space(RsiBands.STRATEGY, Map.of("rsi_min", values(9))), prices(9_399), 8_960_000)
                        .savedElsewhere(2))
                .isNegative();
    }

    private static SearchCost combinations(long count) {
        return new SearchCost(count, 0, 1, 0);
    }

    private static SearchSpace space(Strategy strategy, Map<String, Object> grid) {
        return new SearchSpace(strategy, Map.of(), grid, null, Map.of());
    }

    private static List<Object> values(int count) {
        return IntStream.rangeClosed(2, count + 1).mapToObj(k -> (Object) k).toList();
    }

    private static TestedPrices prices(int bars) {
        long[] times = LongStream.range(0, bars).map(i -> i * 1_800_000).toArray();
        double[] column = new double[bars];
        return new TestedPrices(
                new Bars(Timeframe.M30, times, column, column, column, column, column), 0, "digest", "", null);
    }

    @Test
    void anything_else_is_refused_with_what_it_was() {
        assertThat(Stream.of(0, -1, 1_001, 2.5, "all", true, List.of())
                        .map(value -> Shards.fault(value).orElseThrow().reason()))
                .allMatch(reason -> reason.startsWith("must be auto or from 1 to 1000; was "));
        assertThat(Stream.of("auto", 1, 1_000).map(Shards::fault)).allMatch(fault -> fault.isEmpty());
    }

    private static List<Worker> nodes(int active, int drained) {
        return Stream.concat(
                        IntStream.range(0, active).mapToObj(i -> node(i, WorkerState.ACTIVE)),
                        IntStream.range(0, drained).mapToObj(i -> node(100 + i, WorkerState.DRAINED)))
                .toList();
    }

    private static Worker node(int number, WorkerState state) {
        return new Worker("node-" + number, state, false, 0, "{}", null, null);
    }
}
