package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.faults;
import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.SearchConstraints;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

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
        assertThat(request.space(CatalogedStrategy.BUILT_IN).grid().size()).isEqualTo(8640);
    }

    @Test
    void prices_may_be_adjusted_beside_the_market_unless_base_params_say_otherwise() {
        assertThat(read(market("{\"grid\": \"QUICK\", \"adjust\": \"total_return\"}"), OptimizeRequest.class)
                        .baseParams())
                .containsEntry("adjust", "total_return");
        assertThat(faults(
                        market(
                                "{\"grid\": \"QUICK\", \"adjust\": \"total_return\", \"base_params\": {\"adjust\": \"split\"}}"),
                        OptimizeRequest.class))
                .containsOnlyKeys("adjust");
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
    void what_is_divided_is_not_swept_by_spark() {
        for (String mode : new String[] {"in_sample", "walk", "cpcv"}) {
            assertThat(read(search(mode).put("shards", 4), OptimizeRequest.class)
                            .divides())
                    .isTrue();
            assertThat(faults(search(mode).put("shards", 4).put("engine", "spark"), OptimizeRequest.class))
                    .containsOnly(entry(
                            "engine",
                            "must be local or auto with shards, since Spark divides a grid by itself; was spark"));
            assertThat(read(search(mode).put("engine", "spark!"), OptimizeRequest.class)
                            .divides())
                    .isFalse();
            assertThat(faults(search(mode).put("engine", "flink"), OptimizeRequest.class))
                    .containsOnly(entry("engine", "must be one of local, spark, spark!, auto; was flink"));
        }
        assertThat(faults(search("in_sample").put("shards", 1_001).put("engine", "spark"), OptimizeRequest.class))
                .containsOnlyKeys("shards");
    }

    private static ObjectNode search(String mode) {
        return market("{\"grid\": \"QUICK\"}").put("validation_mode", mode);
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        assertThat(faults(market("""
                                {"grid": "ENORMOUS", "metric": "happiness", "validation_mode": "twice",
                                 "constraints": {"min_win_rate": "high"}, "walk_forward": {"train_days": 0},
                                 "cpcv": {"groups": 6, "test_groups": 6, "embargo_pct": 1}, "top_n_train": 0}
                                """), OptimizeRequest.class))
                .containsOnlyKeys(
                        "grid",
                        "metric",
                        "validation_mode",
                        "constraints.min_win_rate",
                        "walk_forward.train_days",
                        "cpcv.test_groups",
                        "top_n_train");
        assertThat(faults(market("{\"grid\": \"QUICK\", \"top_n\": -1}"), OptimizeRequest.class))
                .containsOnlyKeys("top_n");
    }

    @Test
    void no_rows_asked_for_means_the_default() {
        assertThat(read(market("{\"grid\": \"QUICK\", \"top_n\": 0}"), OptimizeRequest.class)
                        .topN())
                .isEqualTo(20);
    }

    @Test
    void a_preset_may_be_pasted_whole() {
        OptimizeRequest request = read(market("""
                        {"grid": "QUICK", "base_params": {"name": "Mine", "description": "what I like",
                         "category": "aggressive", "cash": 500, "stop_pct": null, "stop_mode": "ATR"}}
                        """), OptimizeRequest.class);
        assertThat(request.baseParams()).containsEntry("name", "Mine");
        assertThat(StrategyParameters.parse(RsiBands.STRATEGY, request.baseParams(), 0)
                        .orThrow()
                        .account()
                        .cash())
                .isEqualTo(500);
    }

    @Test
    void every_wrong_value_of_the_grid_and_the_base_is_named() {
        assertThat(faults(market("""
                                {"param_grid": {"rsi_minimum": [70], "stop_pct": [1, "wide", -2], "bb_std": [],
                                                "kc_mult": 2.0, "rsi_min": [70, null], "name": ["a"]},
                                 "base_params": {"kc_len": 3, "cash": "much", "rsi_relation": "=>"}}
                                """), OptimizeRequest.class))
                .containsOnlyKeys(
                        "param_grid.rsi_minimum",
                        "param_grid.stop_pct[1]",
                        "param_grid.stop_pct[2]",
                        "param_grid.bb_std",
                        "param_grid.kc_mult",
                        "param_grid.rsi_min[1]",
                        "param_grid.name",
                        "base_params.kc_len",
                        "base_params.cash",
                        "base_params.rsi_relation");
    }

    @Test
    void fields_of_the_wrong_type_and_unknown_ones_are_named() {
        assertThat(faults(market("""
                                {"grid": 7, "min_trades": "many", "base_params": [], "constraints": "none",
                                 "walk_forward": 3, "top_n": 1.5, "threads": 2}
                                """), OptimizeRequest.class))
                .containsOnlyKeys(
                        "grid", "min_trades", "base_params", "constraints", "walk_forward", "top_n", "threads");
        assertThat(faults(market("""
                                {"grid": "QUICK", "constraints": {"min_wins": 3}, "walk_forward": {"days": 3}}
                                """), OptimizeRequest.class))
                .containsOnlyKeys("constraints.min_wins", "walk_forward.days");
    }

    @Test
    void options_that_contradict_one_another_are_refused() {
        assertThat(faults(market("{\"grid\": \"QUICK\", \"param_grid\": {\"rsi_min\": [70]}}"), OptimizeRequest.class))
                .containsOnlyKeys("grid");
        assertThat(faults(market("{}"), OptimizeRequest.class)).containsOnlyKeys("param_grid");
        assertThat(faults(market("{\"grid\": \"QUICK\", \"end_ts\": \"2013-01-01\"}"), OptimizeRequest.class))
                .containsOnlyKeys("end_ts");
        assertThat(faults(
                        market("{\"param_grid\": {\"rsi_min\": [70]}, \"base_params\": {\"stop_pct\": null}}"),
                        OptimizeRequest.class))
                .containsOnlyKeys("base_params.stop_pct");
    }
}
