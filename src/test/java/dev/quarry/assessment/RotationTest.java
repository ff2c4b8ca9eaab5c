package dev.quarry.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.engine.Trade;
import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotationTest {

    private static final Map<String, Object> FIXED =
            Map.of("rsi_min", 60, "rsi_ma_min", 55, "entry_band_mode", "Either", "trade_direction", "Long");

    @Test
    void a_fixed_strategy_in_noise_is_called_timely_about_as_often_as_the_level_says() {
        int timely = 0;
        for (long seed = 0; seed < 120; seed++) {
            Bars bars = Searches.noise(seed);
            timely += Rotation.of(bars, trades(bars), 99, seed).pValue() <= 0.05 ? 1 : 0;
        }
        // 5 percent of 120, and three standard deviations more.
        assertThat(timely).isBetween(1, 13);
    }

    @Test
    void entries_that_are_timely_are_hardly_ever_matched_at_other_times() {
        Bars bars = Searches.reverting(1);
        Rotation rotation = Rotation.of(bars, trades(bars), 199, 1);
        assertThat(rotation.pValue()).isLessThan(0.05);
        assertThat(rotation.gainPercent()).isGreaterThan(rotation.gainPercentAt95());
        assertThat(rotation.gainPercentAt5()).isLessThan(rotation.gainPercentAt50());
    }

    @Test
    void the_gain_is_what_prices_moved_from_entry_to_exit() {
        Bars bars = Searches.noise(2);
        List<Trade> trades = trades(bars);
        double sum = trades.stream()
                .mapToDouble(t ->
                        100 * t.effectiveLeverage() * Math.log(bars.close()[t.exitBar()] / bars.close()[t.entryBar()]))
                .sum();
        assertThat(Rotation.of(bars, trades, 9, 1).gainPercent()).isCloseTo(sum, within(1e-9));
    }

    @Test
    void without_trades_there_is_nothing_to_compare() {
        Rotation none = Rotation.of(Searches.noise(1), List.of(), 99, 1);
        assertThat(none.shifts()).isZero();
        assertThat(none.pValue()).isNaN();
    }

    private static List<Trade> trades(Bars bars) {
        return Backtest.run(
                        new IndicatorCache(bars),
                        StrategyParameters.parse(RsiBands.STRATEGY, FIXED, StrategyParameters.SEARCH_COMMISSION)
                                .orThrow())
                .trades();
    }
}
