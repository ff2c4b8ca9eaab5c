package dev.quarry.optimisation;

import static dev.quarry.runs.Payloads.faults;
import static dev.quarry.runs.Payloads.market;
import static dev.quarry.runs.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.sweep.GridSearch;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SearchConstraints;
import org.junit.jupiter.api.Test;

class OptimizeRequestTest {

    @Test
    void what_clients_of_the_reference_send_is_accepted() {
        OptimizeRequest request = read(market("""
                        {"grid": "DEFAULT", "metric": "total_equity_return_pct", "min_trades": 5, "top_n": 20,
                         "constraints": {"min_trades": 3, "max_drawdown": null}, "validation_mode": "single",
                         "walk_forward": {"train_days": 180, "test_days": 30, "step_days": null, "max_folds": null},
                         "top_n_train": 20, "use_parallel": false}
                        """), OptimizeRequest.class);

        assertThat(request.search()).isEqualTo(new GridSearch(Metric.TOTAL_RETURN, SearchConstraints.minTrades(5), 20));
        assertThat(request.walksForward()).isFalse();
        assertThat(request.space().grid().size()).isEqualTo(8640);
    }

    @Test
    void both_words_for_walking_forward_are_understood() {
        for (String word : new String[] {"walk", "walk_forward"}) {
            assertThat(read(
                                    market("{\"grid\": \"QUICK\", \"validation_mode\": \"" + word + "\"}"),
                                    OptimizeRequest.class)
                            .walksForward())
                    .isTrue();
        }
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        assertThat(faults(market("""
                                {"grid": "ENORMOUS", "metric": "happiness", "validation_mode": "twice",
                                 "constraints": {"min_win_rate": "high"}, "walk_forward": {"train_days": 0},
                                 "top_n_train": 0}
                                """), OptimizeRequest.class))
                .containsOnlyKeys(
                        "grid",
                        "metric",
                        "validation_mode",
                        "constraints.min_win_rate",
                        "walk_forward.train_days",
                        "top_n_train");
        assertThat(faults(market("{\"grid\": \"QUICK\", \"top_n\": 0}"), OptimizeRequest.class))
                .containsOnlyKeys("top_n");
    }
}
