package dev.quarry.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PerformanceTest {

    private static final double CASH = 10_000;

    @Test
    void a_day_ends_with_its_last_bar_and_days_without_bars_are_spanned() {
        Bars bars = bars(Timeframe.H6, 18, 24, 30, 96);
        double[] returns = DailyReturns.of(bars, new double[] {11_000, 1, 9_900, 10_890}, CASH);
        assertThat(returns).hasSize(3);
        assertThat(returns[0]).isCloseTo(0.1, within(1e-15));
        assertThat(returns[1]).isCloseTo(-0.1, within(1e-15));
        assertThat(returns[2]).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void ruin_is_final() {
        Bars bars = bars(Timeframe.D1, 0, 24, 48, 72);
        assertThat(DailyReturns.of(bars, new double[] {5_000, -200, 300, 400}, CASH))
                .containsExactly(-0.5, -1, 0, 0);
    }

    @Test
    void a_bar_longer_than_a_day_stands_for_one_and_years_have_fewer_of_them() {
        Bars bars = bars(Timeframe.W1, 0, 168, 336);
        assertThat(DailyReturns.of(bars, new double[] {CASH, CASH, 2 * CASH}, CASH))
                .containsExactly(0, 0, 1);
        assertThat(DailyReturns.perYear(bars)).isCloseTo(365 / 7.0, within(1e-12));
    }

    @Test
    void ratios_are_those_of_the_daily_returns() {
        Bars bars = bars(Timeframe.D1, 0, 24, 48, 72);
        Performance performance = Performance.of(bars, result(new double[] {11_000, 9_900, 11_880, 11_880}, List.of()));
        // Returns 10%, -10%, 20%, 0%: mean 5%, squared deviations 0.0025 + 0.0225 + 0.0225 + 0.0025.
        assertThat(performance.days()).isEqualTo(4);
        assertThat(performance.dailySharpe()).isCloseTo(0.05 / Math.sqrt(0.05 / 3) * Math.sqrt(365), within(1e-9));
        assertThat(performance.dailySortino()).isCloseTo(0.05 / Math.sqrt(0.01 / 4) * Math.sqrt(365), within(1e-9));
    }

    @Test
    void calmar_is_the_compound_return_of_a_year_over_the_deepest_drawdown() {
        Bars bars = RandomMarket.bars(Timeframe.H6, 250, 1);
        BacktestResult result = Backtest.run(
                bars,
                StrategyParameters.parse(RsiBands.STRATEGY, Map.of("rsi_min", 40, "rsi_ma_min", 40), 0)
                        .orThrow());
        Performance performance = Performance.of(bars, result);
        double growth = result.markToMarketCurve()[249] / CASH;
        double yearly = (Math.pow(growth, 365.0 / performance.days()) - 1) * 100;
        assertThat(result.trades()).isNotEmpty();
        assertThat(performance.yearlyCalmar()).isCloseTo(yearly / performance.maxDrawdownPercent(), within(1e-9));
        assertThat(performance.returnsPerYear()).isEqualTo(365.0);
    }

    @Test
    void downside_that_is_only_rounding_is_no_downside() {
        Bars bars = bars(Timeframe.D1, 0, 24, 48);
        double[] curve = {11_000, Math.nextDown(11_000.0), 12_000};
        assertThat(Performance.of(bars, result(curve, List.of())).dailySortino())
                .isNaN();
    }

    @Test
    void exposure_and_expectancy_come_from_the_trades() {
        Bars bars = bars(Timeframe.D1, 0, 24, 48, 72, 96, 120, 144, 168, 192, 216);
        double[] curve = new double[10];
        Arrays.fill(curve, CASH);
        List<Trade> trades = List.of(trade(0, 2, 100, 2), trade(4, 7, -40, -1), trade(8, 8, 30, Double.NaN));
        Performance performance = Performance.of(bars, result(curve, trades));
        assertThat(performance.exposure()).isEqualTo(0.5);
        assertThat(performance.expectancy()).isEqualTo(30);
        assertThat(performance.expectancyMultiple()).isEqualTo(0.5);
    }

    @Test
    void what_cannot_be_told_is_nan() {
        Performance empty = Performance.of(bars(Timeframe.D1), result(new double[0], List.of()));
        assertThat(empty.days()).isZero();
        assertThat(empty.dailySharpe()).isNaN();
        assertThat(empty.exposure()).isNaN();
        assertThat(empty.expectancy()).isNaN();
        assertThat(empty.maxDrawdownPercent()).isZero();
        double[] rising = {CASH * 1.1, CASH * 1.1 * 1.2};
        Performance flat = Performance.of(bars(Timeframe.D1, 0, 24), result(new double[] {CASH, CASH}, List.of()));
        assertThat(flat.dailySharpe()).isNaN();
        assertThat(flat.exposure()).isZero();
        Performance gains = Performance.of(bars(Timeframe.D1, 0, 24), result(rising, List.of()));
        assertThat(gains.dailySharpe()).isPositive();
        assertThat(gains.dailySortino()).isNaN();
    }

    @Property(tries = 200)
    void daily_returns_compound_to_the_final_equity(@ForAll Timeframe timeframe, @ForAll long seed) {
        Bars bars = RandomMarket.bars(timeframe, 250, seed);
        BacktestResult result = Backtest.run(bars, RandomMarket.parameters(seed));
        double cash = result.parameters().account().cash();
        double growth = 1;
        for (double value : DailyReturns.of(bars, result.markToMarketCurve(), cash)) {
            growth *= 1 + value;
        }
        boolean ruined = Arrays.stream(result.markToMarketCurve()).anyMatch(equity -> equity <= 0);
        if (!ruined) {
            assertThat(cash * growth).isCloseTo(result.markToMarketCurve()[249], within(1e-6 * cash));
        }
    }

    @Property(tries = 200)
    void marking_to_market_never_hides_the_drawdown_of_a_solvent_account(
            @ForAll Timeframe timeframe, @ForAll long seed) {
        Bars bars = RandomMarket.bars(timeframe, 250, seed);
        BacktestResult result = Backtest.run(bars, RandomMarket.parameters(seed));
        Performance performance = Performance.of(bars, result);
        if (Arrays.stream(result.equityCurve()).allMatch(equity -> equity >= 0)) {
            assertThat(performance.maxDrawdownPercent())
                    .isGreaterThanOrEqualTo(result.statistics().maxDrawdownPercent() - 1e-9);
        }
        assertThat(performance.exposure()).isBetween(0.0, 1.0);
        if (!result.trades().isEmpty()) {
            double cash = result.parameters().account().cash();
            double profit = performance.expectancy() * result.trades().size();
            assertThat(cash + profit).isCloseTo(result.markToMarketCurve()[249], within(1e-6 * cash));
        }
    }

    private static Bars bars(Timeframe timeframe, int... openHours) {
        long[] openTime =
                Arrays.stream(openHours).mapToLong(h -> h * 3_600_000L).toArray();
        double[] prices = new double[openTime.length];
        Arrays.fill(prices, 100);
        return new Bars(timeframe, openTime, prices, prices, prices, prices, prices);
    }

    private static BacktestResult result(double[] curve, List<Trade> trades) {
        StrategyParameters parameters = StrategyParameters.defaults(RsiBands.STRATEGY, 0);
        Bars none = bars(Timeframe.D1);
        return new BacktestResult(parameters, trades, curve, curve, Statistics.of(none, parameters, List.of()));
    }

    private static Trade trade(int entryBar, int exitBar, double profit, double rMultiple) {
        return new Trade(
                entryBar,
                exitBar,
                0,
                0,
                100,
                100,
                Side.LONG,
                ExitReason.CLOSE_AT_END,
                1,
                100,
                profit,
                0,
                0,
                CASH,
                CASH + profit,
                rMultiple,
                1,
                Double.NaN,
                Double.NaN);
    }
}
