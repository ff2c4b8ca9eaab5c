package dev.quarry.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

class BacktestPropertiesTest {

    private static final int SIZE = 250;

    @Property(tries = 300)
    void final_equity_is_cash_and_all_profits(@ForAll Timeframe timeframe, @ForAll long seed) {
        BacktestResult result = run(timeframe, seed);
        double equity = result.parameters().account().cash();
        for (Trade trade : result.trades()) {
            assertThat(trade.equityBefore()).isEqualTo(equity);
            assertThat(trade.equityAfter()).isEqualTo(equity + trade.realizedPnl());
            equity = trade.equityAfter();
        }
        Statistics.collect(result.trades().isEmpty() ? "no trade" : "trades");
        assertThat(result.markToMarketCurve()[SIZE - 1]).isEqualTo(equity);
    }

    @Property(tries = 300)
    void a_profit_is_the_price_move_less_costs(@ForAll Timeframe timeframe, @ForAll long seed) {
        BacktestResult result = run(timeframe, seed);
        for (Trade trade : result.trades()) {
            double gross = trade.side().gain(trade.entryPrice(), trade.exitPrice()) * trade.size();
            double commission = (trade.notionalEntry() + trade.size() * trade.exitPrice())
                    * result.parameters().account().commission();
            assertThat(trade.commission()).isCloseTo(commission, within(1e-9 * trade.notionalEntry()));
            assertThat(trade.realizedPnl())
                    .isCloseTo(gross - trade.commission() - trade.funding(), within(1e-9 * trade.notionalEntry()));
        }
    }

    @Property(tries = 300)
    void trades_never_overlap_and_none_opens_on_a_bar_that_closed_one(@ForAll Timeframe timeframe, @ForAll long seed) {
        int free = 0;
        for (Trade trade : run(timeframe, seed).trades()) {
            assertThat(trade.entryBar()).isGreaterThanOrEqualTo(free);
            assertThat(trade.exitBar()).isLessThan(SIZE);
            if (trade.exitReason() != ExitReason.CLOSE_AT_END) {
                assertThat(trade.exitBar()).isGreaterThan(trade.entryBar());
            }
            free = trade.exitBar() + 1;
        }
    }

    @Property(tries = 300)
    void trades_that_are_over_do_not_depend_on_later_bars(
            @ForAll Timeframe timeframe, @ForAll long seed, @ForAll @IntRange(min = 1, max = SIZE) int prefix) {
        Bars bars = RandomMarket.bars(timeframe, SIZE, seed);
        StrategyParameters parameters = RandomMarket.parameters(seed);

        List<Trade> whole = Backtest.run(bars, parameters).trades();
        List<Trade> known = Backtest.run(bars.slice(0, prefix), parameters).trades();

        assertThat(known.stream().filter(t -> t.exitReason() != ExitReason.CLOSE_AT_END))
                .containsExactlyElementsOf(whole.stream()
                        .filter(t -> t.exitBar() < prefix && t.exitReason() != ExitReason.CLOSE_AT_END)
                        .toList());
    }

    @Property(tries = 200)
    void statistics_with_shared_indicators_have_the_same_bits(@ForAll Timeframe timeframe, @ForAll long seed) {
        Bars bars = RandomMarket.bars(timeframe, SIZE, seed);
        IndicatorCache cache = new IndicatorCache(bars);
        for (long s = seed; s < seed + 5; s++) {
            StrategyParameters parameters = RandomMarket.parameters(s);
            assertThat(Backtest.statistics(cache, parameters))
                    .isEqualTo(Backtest.run(bars, parameters).statistics());
        }
    }

    @Property(tries = 200)
    void the_drawdown_is_that_of_the_realised_curve(@ForAll Timeframe timeframe, @ForAll long seed) {
        BacktestResult result = run(timeframe, seed);
        double peak = Double.NEGATIVE_INFINITY;
        double deepest = 0;
        for (double equity : result.equityCurve()) {
            peak = Math.max(peak, equity);
            deepest = Math.max(deepest, (peak - equity) / peak * 100);
        }
        assertThat(result.statistics().maxDrawdownPercent()).isEqualTo(deepest);
    }

    @Property(tries = 200)
    void both_curves_agree_wherever_no_position_is_open(@ForAll Timeframe timeframe, @ForAll long seed) {
        BacktestResult result = run(timeframe, seed);
        boolean[] open = new boolean[SIZE];
        for (Trade trade : result.trades()) {
            for (int bar = trade.entryBar(); bar < trade.exitBar(); bar++) {
                open[bar] = true;
            }
        }
        for (int bar = 0; bar < SIZE - 1; bar++) {
            if (!open[bar]) {
                assertThat(result.markToMarketCurve()[bar]).isEqualTo(result.equityCurve()[bar + 1]);
            }
        }
    }

    private static BacktestResult run(Timeframe timeframe, long seed) {
        return Backtest.run(RandomMarket.bars(timeframe, SIZE, seed), RandomMarket.parameters(seed));
    }
}
