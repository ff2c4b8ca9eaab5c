package dev.quarry.discovery;

import static dev.quarry.search.Payloads.faults;
import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.SearchSpace;
import dev.quarry.sweep.search.WinCriteria;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DiscoverRequestTest {

    @Test
    void what_clients_of_the_reference_send_is_accepted() {
        DiscoverRequest request = read(market("""
                        {"base_params": {"commission": 0.0004, "exchange": "kraken", "timeframe": "1h",
                                         "max_leverage": null},
                         "param_grid": {"rsi_min": [68, 70.0], "use_trailing": [true, false]},
                         "win_criteria": {"min_trades": 5, "max_drawdown": null},
                         "skip_tested": true, "batch_size": 50, "max_combinations": null, "use_parallel": true,
                         "n_workers": null, "page_limit": 1000, "sleep_mult": 1.0}
                        """), DiscoverRequest.class);

        assertThat(request.criteria()).isEqualTo(new WinCriteria(0, 20, 5, 1, 0, OptionalDouble.empty()));
        assertThat(request.combinations(request.space(CatalogedStrategy.BUILT_IN), 1, () -> {})
                        .size())
                .isEqualTo(4);
        assertThat(request.window().writtenOver(request.baseParams()))
                .containsEntry("exchange", "bitstamp")
                .containsEntry("timeframe", "30m")
                .containsEntry("start_ts", "2014-01-01T00:00:00");
    }

    @Test
    void the_reference_defaults_hold() {
        DiscoverRequest request = read(market("{\"grid\": \"Quick\"}"), DiscoverRequest.class);

        assertThat(request.criteria()).isEqualTo(WinCriteria.DEFAULT);
        assertThat(request.skipTested()).isTrue();
        assertThat(request.combinations(request.space(CatalogedStrategy.BUILT_IN), 1, () -> {})
                        .size())
                .isEqualTo(7200);
    }

    @Test
    void prices_and_funding_may_be_said_beside_the_market_and_mean_the_same_among_base_params() {
        DiscoverRequest beside = read(
                market("{\"grid\": \"Quick\", \"adjust\": \"split\", \"funding\": \"historical\"}"),
                DiscoverRequest.class);
        DiscoverRequest among = read(
                market("{\"grid\": \"Quick\", \"base_params\": {\"adjust\": \"split\", \"funding\": \"historical\"}}"),
                DiscoverRequest.class);
        DiscoverRequest byDefault = read(
                market("{\"grid\": \"Quick\", \"adjust\": \"none\", \"funding\": \"constant\"}"),
                DiscoverRequest.class);

        assertThat(beside.baseParams()).isEqualTo(among.baseParams());
        assertThat(byDefault.baseParams()).isEmpty();
        assertThat(faults(
                        market(
                                "{\"grid\": \"Quick\", \"adjust\": \"split\", \"funding\": \"some\", \"warmup\": \"pre_roll\","
                                        + " \"base_params\": {\"adjust\": \"none\", \"warmup\": \"pre_roll\"}}"),
                        DiscoverRequest.class))
                .containsEntry("adjust", "must not be split while base_params says none")
                .containsEntry("funding", "must be one of constant, historical")
                .hasSize(2);
    }

    @Test
    void markets_take_what_they_leave_out_from_the_fields_beside_them() {
        DiscoverRequest request = read(market("""
                        {"grid": "Quick", "max_combinations": 100,
                         "markets": [{"symbol": "ETH/USD"}, {"timeframe": "1h", "end_ts": "2014-03-01"}]}
                        """), DiscoverRequest.class);

        DiscoverRequest second = request.forMarket(1, 7);
        assertThat(request.hasMarkets()).isTrue();
        assertThat(request.forMarket(0, 7).symbol()).isEqualTo("ETH/USD");
        assertThat(second.hasMarkets()).isFalse();
        assertThat(second.symbol()).isEqualTo("BTCUSD");
        assertThat(second.timeframe()).isEqualTo("1h");
        assertThat(second.endTs()).isEqualTo("2014-03-01");
        assertThat(second.seed()).isEqualTo(7);
        assertThat(read(Json.MAPPER.valueToTree(second), DiscoverRequest.class)).isEqualTo(second);
    }

    @Test
    void a_wrong_market_is_named_by_its_place() {
        assertThat(faults(object("""
                                {"grid": "Quick", "exchange": "bitstamp", "timeframe": "30m",
                                 "start_ts": "2014-01-01", "end_ts": "2014-02-01",
                                 "markets": [{"symbol": "A"}, {"timeframe": "1 year", "symbol": "A"}, {}, null,
                                             {"symbol": "A", "exchange": "bitstamp"}]}
                                """), DiscoverRequest.class))
                .containsOnlyKeys("markets[1].timeframe", "markets[2].symbol", "markets[3]", "markets[4]");
        assertThat(faults(object("{\"grid\": \"Quick\", \"markets\": []}"), DiscoverRequest.class))
                .containsOnlyKeys("markets");
        assertThat(faults(object("{\"grid\": \"Quick\", \"markets\": [{\"colour\": 1}]}"), DiscoverRequest.class))
                .hasSize(1);
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        assertThat(faults(object("""
                                {"symbol": " ", "timeframe": "30", "start_ts": "2014-01-02", "end_ts": "2014-01-01",
                                 "base_params": {"rsi_min": 101, "colour": "red", "bb_len": null},
                                 "param_grid": {"stop_pct": [1.5, 2, "wide"], "exit_level": [], "symbol": ["A"]},
                                 "win_criteria": {"min_win_rate": 120, "luck": 1}}
                                """), DiscoverRequest.class))
                .containsOnlyKeys(
                        "exchange",
                        "symbol",
                        "timeframe",
                        "end_ts",
                        "base_params.rsi_min",
                        "base_params.colour",
                        "base_params.bb_len",
                        "param_grid.stop_pct[2]",
                        "param_grid.exit_level",
                        "param_grid.symbol",
                        "win_criteria.min_win_rate",
                        "win_criteria.luck");
    }

    @Test
    void wrong_types_and_unknown_fields_are_named() {
        assertThat(faults(
                        market("{\"param_grid\": [1], \"skip_tested\": \"yes\", \"retries\": 3, \"seed\": 1.5}"),
                        DiscoverRequest.class))
                .containsOnlyKeys("param_grid", "skip_tested", "retries", "seed");
    }

    @Test
    void exactly_one_of_grid_and_param_grid_is_needed() {
        assertThat(faults(market(), DiscoverRequest.class)).containsOnlyKeys("param_grid");
        assertThat(faults(market("{\"grid\": \"QUICK\", \"param_grid\": {}}"), DiscoverRequest.class))
                .containsOnlyKeys("grid");
        assertThat(faults(market("{\"grid\": \"HUGE\"}"), DiscoverRequest.class))
                .containsEntry("grid", "must be one of DISCOVERY, FOCUSED, FULL_MARGIN, MARGIN, QUICK");
    }

    @Test
    void a_base_parameter_that_spoils_every_combination_is_refused() {
        assertThat(faults(
                        market("{\"base_params\": {\"stop_pct\": null}, \"param_grid\": {\"rsi_min\": [70]}}"),
                        DiscoverRequest.class))
                .containsOnlyKeys("base_params.stop_pct");
    }

    @Test
    void a_base_parameter_that_suits_only_some_combinations_is_accepted() {
        DiscoverRequest request = read(market("""
                        {"base_params": {"stop_pct": null}, "param_grid": {"stop_mode": ["ATR", "Fixed %"]}}
                        """), DiscoverRequest.class);

        assertThat(request.space(CatalogedStrategy.BUILT_IN).violations()).isEmpty();
    }

    @Test
    void a_grid_beyond_the_limit_is_refused_with_its_size() {
        SearchSpace space =
                read(market("{\"grid\": \"DISCOVERY\"}"), DiscoverRequest.class).space(CatalogedStrategy.BUILT_IN);

        assertThat(space.sizeViolations(10_000_000)).isEmpty();
        assertThat(space.sizeViolations(1_000_000))
                .containsExactly(new Violation("grid", "has 8960000 combinations, at most 1000000 can be searched"));
    }

    @Test
    void what_is_divided_is_not_swept_by_spark() {
        for (String engine : new String[] {"spark", "spark!", "Spark"}) {
            assertThat(faults(
                            market("{\"grid\": \"QUICK\"}").put("shards", 4).put("engine", engine),
                            DiscoverRequest.class))
                    .containsOnly(entry(
                            "engine",
                            "must be local or auto with shards, since Spark divides a grid by itself; was " + engine));
        }
        assertThat(read(market("{\"grid\": \"QUICK\"}").put("shards", 4).put("engine", "auto"), DiscoverRequest.class)
                        .divides())
                .isTrue();
        assertThat(faults(market("{\"grid\": \"QUICK\"}").put("engine", "flink"), DiscoverRequest.class))
                .containsOnly(entry("engine", "must be one of local, spark, spark!, auto; was flink"));
    }

    @Test
    void a_sample_is_the_same_whenever_the_job_is_started() {
        DiscoverRequest request =
                read(market("{\"grid\": \"QUICK\", \"max_combinations\": 20}"), DiscoverRequest.class);

        assertThat(request.combinations(request.space(CatalogedStrategy.BUILT_IN), 7, () -> {})
                        .indexes())
                .toIterable()
                .hasSize(20)
                .containsExactlyElementsOf(
                        () -> request.combinations(request.space(CatalogedStrategy.BUILT_IN), 7, () -> {})
                                .indexes());
        assertThat(request.seed(7)).isEqualTo(7);
    }
}
