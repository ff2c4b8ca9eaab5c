package dev.quarry.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.SampleBars;
import dev.quarry.platform.json.Json;
import dev.quarry.search.FixedPrices;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a check says of the strategies that come with Quarry, on the prices that come with it. */
class ShippedCheckTest {

    private static final Map<String, Object> MARKET = Map.of(
            "exchange",
            "sample",
            "symbol",
            "BTC/USD",
            "timeframe",
            "30m",
            "start_ts",
            "2014-01-01T00:00:00Z",
            "end_ts",
            "2014-07-15T19:30:00Z");

    private final StrategyCheck check = new StrategyCheck(
            new StrategyCatalog(null), new FixedPrices(SampleBars.bars()), 300_000, 10_000_000, 10_000_000);

    static Stream<CatalogedStrategy> strategies() {
        return StrategyCatalog.always().stream()
                .filter(strategy -> strategy.definition().isPresent());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void it_finds_nothing_wrong_and_a_full_grid_of_seconds(CatalogedStrategy strategy) {
        Map<?, ?> definition = Json.MAPPER.convertValue(strategy.written(), Map.class);
        CheckAnswer alone = check.check(new CheckRequest(definition, null, "full", null));
        CheckAnswer there = check.check(new CheckRequest(definition, MARKET, "full", null));

        assertThat(alone.faults()).isEmpty();
        assertThat(alone.warnings()).isEmpty();
        assertThat(there.faults()).isEmpty();
        assertThat(there.warnings()).allMatch(warning -> warning.contains("before their last first value"));
        assertThat(there.market().bothEnter()).isZero();
        assertThat(there.market().closing()).hasSize(2).allMatch(CheckAnswer.Closing::canClose);
        assertThat(there.grid().seconds()).isLessThan(60);
    }
}
