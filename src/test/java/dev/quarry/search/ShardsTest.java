package dev.quarry.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.Worker;
import dev.quarry.job.WorkerState;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShardsTest {

    @Test
    void a_number_is_that_many_parts_but_never_more_than_combinations() {
        assertThat(Shards.of(7).parts(1_000, List.of())).isEqualTo(7);
        assertThat(Shards.of(7).parts(5, List.of())).isEqualTo(5);
        assertThat(Shards.of(7).parts(0, List.of())).isEqualTo(1);
        assertThat(Shards.of(null).divides()).isFalse();
        assertThat(Shards.of(1).divides()).isFalse();
    }

    @Test
    void auto_divides_large_grids_where_several_nodes_are_there_to_share_them() {
        Shards auto = Shards.of("auto");

        assertThat(auto.divides()).isTrue();
        assertThat(auto.parts(8_960_000, nodes(1, 0))).isEqualTo(1);
        assertThat(auto.parts(8_960_000, nodes(3, 0))).isEqualTo(6);
        assertThat(auto.parts(8_960_000, nodes(1, 5))).isEqualTo(1);
        assertThat(auto.parts(8_960_000, nodes(100, 0))).isEqualTo(17);
        assertThat(auto.parts(252_000, nodes(3, 0))).isEqualTo(1);
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
