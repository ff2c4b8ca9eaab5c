package dev.quarry.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.backtest.IndicatorCache;
import dev.quarry.inference.Trials;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class PeersTest {

    private static final Runnable ON = () -> {};

    @Test
    void a_small_search_is_taken_whole() {
        Search search = new Search(
                new IndicatorCache(Markets.noise(1)),
                Combinations.all(Grid.of(Map.of("rsi_min", List.of(55, 60, 65)))),
                Searches.BASE);
        Peers peers = Peers.of(search, 1, ON);

        assertThat(peers.searchSize()).isEqualTo(3);
        assertThat(peers.sampled()).isEqualTo(3);
        assertThat(peers.overfitting().strategies()).isEqualTo(3);
        assertThat(peers.superiority().strategies()).isEqualTo(3);
        assertThat(peers.days()).isEqualTo(196);
    }

    @Test
    void failures_are_left_out_and_counted() {
        Search search = Search.of(
                new IndicatorCache(Markets.noise(1)),
                Grid.of(Map.of("stop_mode", List.of("Fixed %", "ATR"), "rsi_min", List.of(55, 60))),
                Collections.singletonMap("stop_pct", null));
        Peers peers = Peers.of(search, 1, ON);
        assertThat(peers.failed()).isEqualTo(2);
        assertThat(peers.sampled()).isEqualTo(2);
    }

    @Test
    void the_same_seed_draws_the_same_sample() {
        Search search = Searches.of(Markets.noise(1));
        assertThat(Peers.of(search, 20, 5, ON)).isEqualTo(Peers.of(search, 20, 5, ON));
        assertThat(Peers.of(search, 20, 5, ON)).isNotEqualTo(Peers.of(search, 20, 6, ON));
    }

    @Test
    void trials_of_the_search_are_counted_by_their_correlation_and_others_one_by_one() {
        Peers peers = Peers.of(Searches.of(Markets.noise(1)), 40, 1, ON);
        double rho = peers.averageCorrelation();
        assertThat(rho).isBetween(0.0, 1.0);
        assertThat(peers.trials(0).count()).isCloseTo(rho + (1 - rho) * 576, within(1e-9));
        assertThat(peers.trials(0).sharpeVariance()).isCloseTo(peers.sharpeVariance(), within(1e-15));
        assertThat(peers.trials(576)).isEqualTo(peers.trials(0));
        assertThat(peers.trials(1_576).count()).isCloseTo(peers.trials(0).count() + 1_000, within(1e-9));
        assertThat(peers.trials(1_576).sharpeVariance()).isGreaterThanOrEqualTo(peers.sharpeVariance());
    }

    @Test
    void a_search_that_tells_nothing_spreads_like_one_without_skill() {
        Peers none = Peers.of(new Search(new IndicatorCache(Markets.noise(1)), Searches.none(), Map.of()), 1, ON);
        assertThat(none.sampled()).isZero();
        assertThat(none.sharpeVariance()).isNaN();
        assertThat(none.overfitting().probability()).isNaN();
        assertThat(none.superiority().consistent()).isNaN();

        Peers single =
                Peers.of(Search.of(new IndicatorCache(Markets.noise(1)), Grid.of(Map.of()), Searches.BASE), 1, ON);
        assertThat(single.trials(0)).isEqualTo(Trials.withoutSkill(1, single.days()));
        assertThat(single.trials(1_000).count()).isEqualTo(1_000);
        assertThat(single.trials(1_000).sharpeVariance())
                .isCloseTo(Trials.withoutSkill(1_000, single.days()).sharpeVariance(), within(1e-15));
    }

    @Test
    void it_asks_before_each_back_test_whether_to_go_on() {
        Search search = Searches.of(Markets.noise(1));
        List<Integer> calls = new ArrayList<>();
        assertThatThrownBy(() -> Peers.of(search, 20, 1, () -> {
                    calls.add(1);
                    if (calls.size() == 5) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(calls).hasSize(5);
    }
}
