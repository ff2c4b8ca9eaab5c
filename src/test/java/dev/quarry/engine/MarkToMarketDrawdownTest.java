package dev.quarry.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MarkToMarketDrawdownTest {

    private static final double CASH = 10_000;

    @Test
    void a_long_that_is_closed_with_a_gain_tells_how_far_it_was_down() {
        // Bought at 100, down to 55, sold at 115: nothing was ever realised but a gain.
        Statistics statistics = statistics(new double[] {100, 100, 80, 55, 90, 115}, trade(Side.LONG, 1, 5, 100, 115));
        assertThat(statistics.maxDrawdownPercent()).isZero();
        assertThat(statistics.markToMarketMaxDrawdownPercent()).isCloseTo(45, within(1e-12));
    }

    @Test
    void gains_that_were_not_taken_are_a_peak_and_closes_after_the_exit_do_not_count() {
        // Sold short at 100 and bought back at 90, after it stood at 50: equity went 10,000, 15,000, 11,000.
        Statistics statistics = statistics(new double[] {100, 50, 90, 500}, trade(Side.SHORT, 0, 2, 100, 90));
        assertThat(statistics.markToMarketMaxDrawdownPercent()).isCloseTo(4_000 / 150.0, within(1e-12));
    }

    @Test
    void below_zero_a_higher_peak_makes_the_same_loss_a_smaller_drawdown() {
        assertThat(statistics(new double[] {100, 250, 100}, trade(Side.SHORT, 0, 2, 100, 100))
                        .markToMarketMaxDrawdownPercent())
                .isCloseTo(150, within(1e-12));
        assertThat(statistics(new double[] {100, 1, 250, 100}, trade(Side.SHORT, 0, 3, 100, 100))
                        .markToMarketMaxDrawdownPercent())
                .isCloseTo((19_900 + 5_000) / 199.0, within(1e-12));
    }

    @Test
    void the_dip_of_the_shared_cases_is_told() {
        Bars bars = CaseSeries.of("dip", Timeframe.H1);
        Statistics statistics = Backtest.run(bars, dip()).statistics();
        assertThat(statistics.markToMarketMaxDrawdownPercent()).isCloseTo(43.348969, within(1e-6));
        assertThat(statistics.maxDrawdownPercent()).isZero();
    }

    @Property(tries = 300)
    void it_is_the_deepest_fall_of_the_curve(@ForAll Timeframe timeframe, @ForAll long seed) {
        Bars bars = RandomMarket.bars(timeframe, 250, seed);
        BacktestResult result = Backtest.run(bars, RandomMarket.parameters(seed));
        double peak = result.parameters().account().cash();
        double deepest = 0;
        for (double equity : result.markToMarketCurve()) {
            peak = Math.max(peak, equity);
            deepest = Math.max(deepest, (peak - equity) / peak * 100);
        }
        assertThat(result.statistics().markToMarketMaxDrawdownPercent()).isEqualTo(deepest);
        assertThat(result.statistics().markToMarketMaxDrawdownPercent()).isEqualTo(deepest);
    }

    private static StrategyParameters dip() {
        return StrategyParameters.parse(
                        RsiBands.STRATEGY,
                        Map.of(
                                "trade_direction", "Long",
                                "rsi_max", 40,
                                "rsi_ma_min", 0,
                                "rsi_ma_max", 100,
                                "use_rsi_relation", false,
                                "use_stop", false,
                                "exit_level", "lower",
                                "max_bars_in_trade", 75,
                                "daily_loss_limit", 0),
                        StrategyParameters.SERVICE_COMMISSION)
                .orThrow();
    }

    private static Statistics statistics(double[] closes, Trade trade) {
        long[] openTime = new long[closes.length];
        for (int bar = 0; bar < closes.length; bar++) {
            openTime[bar] = bar * Timeframe.H1.millis();
        }
        Bars bars = new Bars(Timeframe.H1, openTime, closes, closes, closes, closes, closes);
        return Statistics.of(bars, StrategyParameters.defaults(RsiBands.STRATEGY, 0), List.of(trade));
    }

    /** Of 100 units, without costs. */
    private static Trade trade(Side side, int entryBar, int exitBar, double entryPrice, double exitPrice) {
        double profit = 100 * side.gain(entryPrice, exitPrice);
        return new Trade(
                entryBar,
                exitBar,
                0,
                0,
                entryPrice,
                exitPrice,
                side,
                ExitReason.SIGNAL_EXIT,
                100,
                100 * entryPrice,
                profit,
                0,
                0,
                CASH,
                CASH + profit,
                Double.NaN,
                1,
                Double.NaN,
                Double.NaN);
    }
}
