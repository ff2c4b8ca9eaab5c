package dev.quarry.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.MetricBound;
import dev.quarry.ledger.query.NamedRuns;
import dev.quarry.ledger.query.RequestedValue;
import dev.quarry.ledger.query.RunFilter;
import dev.quarry.ledger.query.RunQuery;
import dev.quarry.ledger.query.RunSort;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.sweep.Metric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunQueryReaderTest {

    private static final KnownStrategies STRATEGIES = new KnownStrategies(new StrategyCatalog(null), null);

    @Test
    void nothing_asks_for_the_fifty_best_runs_of_the_built_in_family() {
        assertThat(RunQueryReader.read(Map.of(), STRATEGIES, null))
                .isEqualTo(new RunQuery(
                        new RunFilter(
                                MarketFilter.of(null, null, null, null, null, null),
                                null,
                                null,
                                List.of(),
                                Map.of(),
                                null),
                        RunSort.DEFAULT,
                        null,
                        50));
    }

    @Test
    void everything_can_be_asked_for() {
        RunQuery query = read(
                "exchange= Bitstamp",
                "symbol=BTC/USD",
                "timeframe=30m",
                "start_ts=2014-01-01",
                "job_id=7",
                "winners=false",
                "params_hash=f0000000000000aa",
                "sort=win_rate",
                "order=asc",
                "limit=7",
                "cursor=x",
                "min_sharpe_ratio=-0.5",
                "max_max_drawdown=20",
                "min_profit_factor=Infinity",
                "param.rsi_min=70",
                "param.rsi_min=72",
                "param.exit_level=mid");

        assertThat(query)
                .isEqualTo(new RunQuery(
                        new RunFilter(
                                MarketFilter.of("*", "bitstamp", "BTC/USD", "30m", "2014-01-01", null),
                                7L,
                                false,
                                List.of(
                                        new MetricBound(Metric.PROFIT_FACTOR.text(), true, Double.POSITIVE_INFINITY),
                                        new MetricBound(Metric.MAX_DRAWDOWN.text(), false, 20),
                                        new MetricBound(Metric.SHARPE_RATIO.text(), true, -0.5)),
                                Map.of(
                                        "rsi_min", List.of(new RequestedValue("70"), new RequestedValue("72")),
                                        "exit_level", List.of(new RequestedValue("mid"))),
                                NamedRuns.of(0xf0000000000000aaL)),
                        new RunSort("win_rate", false),
                        "x",
                        7));
    }

    @Test
    void the_best_comes_first_unless_told_otherwise() {
        assertThat(read("sort=max_drawdown").sort().descending()).isFalse();
        assertThat(read("sort=max_drawdown", "order=desc").sort().descending()).isTrue();
        assertThat(read("sort=max_mark_to_market_drawdown").sort().descending()).isFalse();
        assertThat(read("sort=grid_index").sort().descending()).isFalse();
        assertThat(read("sort=tested_at").sort().descending()).isTrue();
        assertThat(read("sort=total_equity_return_pct").sort()).isEqualTo(RunSort.DEFAULT);
    }

    @Test
    void the_names_of_win_criteria_are_understood() {
        assertThat(read("max_drawdown=20", "min_trades=10").filter().bounds())
                .containsExactly(
                        new MetricBound(Metric.MAX_DRAWDOWN.text(), false, 20),
                        new MetricBound(Metric.NUM_TRADES.text(), true, 10));
    }

    @Test
    void runs_are_bounded_by_their_drawdown_with_open_positions() {
        assertThat(read("max_mark_to_market_drawdown=10").filter().bounds())
                .containsExactly(new MetricBound("max_mark_to_market_drawdown", false, 10));
        assertThat(faults("max_mark_to_market_drawdown=much")).containsOnlyKeys("max_mark_to_market_drawdown");
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        assertThat(faults(
                        "limit=0",
                        "sort=luck",
                        "winners=yes",
                        "job_id=x",
                        "timeframe=31m",
                        "start_ts=soon",
                        "params_hash=zz",
                        "min_win_rate=NaN",
                        "max_win_rate=high",
                        "foo=1",
                        "order=up",
                        "symbol=a",
                        "symbol=b",
                        "exchange=a\0b"))
                .containsOnlyKeys(
                        "limit",
                        "sort",
                        "winners",
                        "job_id",
                        "timeframe",
                        "start_ts",
                        "params_hash",
                        "min_win_rate",
                        "max_win_rate",
                        "foo",
                        "symbol",
                        "order",
                        "exchange");
        assertThat(faults("order=up")).containsOnlyKeys("order");
        assertThat(faults("params_hash=F00000000000000g")).containsOnlyKeys("params_hash");
    }

    private static RunQuery read(String... query) {
        return RunQueryReader.read(query(query), STRATEGIES, null);
    }

    private static Map<String, String> faults(String... query) {
        return catchThrowableOfType(
                        InvalidInputException.class, () -> RunQueryReader.read(query(query), STRATEGIES, null))
                .violations()
                .stream()
                .collect(Collectors.toMap(Violation::field, Violation::reason, (first, second) -> first));
    }

    private static Map<String, List<String>> query(String... query) {
        return Arrays.stream(query)
                .collect(Collectors.groupingBy(
                        text -> text.substring(0, text.indexOf('=')),
                        LinkedHashMap::new,
                        Collectors.mapping(text -> text.substring(text.indexOf('=') + 1), Collectors.toList())));
    }
}
