package dev.quarry.strategy.rsibands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.RandomMarket;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class IndicatorsTest {

    private static final double NAN = Double.NaN;

    @Property(tries = 200)
    void no_indicator_of_a_bar_depends_on_later_bars(
            @ForAll Timeframe timeframe, @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int prefix) {
        Bars bars = RandomMarket.bars(timeframe, 120, seed);
        StrategyParameters parameters = RandomMarket.parameters(seed);

        List<double[]> whole = columns(AllIndicators.of(bars, parameters));
        List<double[]> known = columns(AllIndicators.of(bars.slice(0, prefix), parameters));

        for (int c = 0; c < whole.size(); c++) {
            assertThat(known.get(c)).isEqualTo(Arrays.copyOf(whole.get(c), prefix));
        }
    }

    @Example
    void the_references_visibility_of_a_bin_looks_ahead_below_30_minutes() {
        Bars bars = RandomMarket.bars(Timeframe.M5, 120, 7);
        StrategyParameters parameters = StrategyParameters.parse(
                        RsiBands.STRATEGY, Map.of("rsi_visibility", "bin_start"), 0)
                .orThrow();

        double[] whole = AllIndicators.of(bars, parameters).strength().rsi();
        double[] known =
                AllIndicators.of(bars.slice(0, 100), parameters).strength().rsi();

        assertThat(known).isNotEqualTo(Arrays.copyOf(whole, 100));
    }

    @Property(tries = 50)
    void from_30_minutes_on_both_visibilities_are_the_same(@ForAll long seed) {
        Bars bars = RandomMarket.bars(seed % 2 == 0 ? Timeframe.M30 : Timeframe.H4, 80, seed);
        RelativeStrength early = strength(bars, "bin_start");
        RelativeStrength late = strength(bars, "bin_close");

        assertThat(late.rsi()).isEqualTo(early.rsi());
        assertThat(late.average()).isEqualTo(early.average());
    }

    @Example
    void a_bin_shows_from_the_bar_at_whose_close_it_is_complete() {
        double[] closes = {10, 11, 12, 11, 10, 9, 8, 9, 10, 12, 13, 15};
        Bars bars = new Bars(
                Timeframe.M15,
                times(Timeframe.M15, closes.length),
                closes,
                closes,
                closes,
                closes,
                new double[closes.length]);
        StrategyParameters parameters = StrategyParameters.parse(
                        RsiBands.STRATEGY, Map.of("rsi_len_30m", 1, "rsi_ma_len", 1), 0)
                .orThrow();

        double[] rsi = AllIndicators.of(bars, parameters).strength().rsi();

        assertThat(rsi).containsExactly(NAN, NAN, NAN, NAN, NAN, 0, 0, NAN, NAN, NAN, NAN, NAN);
    }

    @Property(tries = 100)
    void a_cache_gives_the_same_indicators_even_when_it_holds_almost_nothing(@ForAll long seed) {
        Bars bars = RandomMarket.bars(Timeframe.M15, 60, seed);
        IndicatorCache small = new IndicatorCache(bars, 0, 1, () -> {});
        for (int k = 0; k < 4; k++) {
            StrategyParameters parameters = RandomMarket.parameters(seed + k % 3);
            List<double[]> cached = columns(AllIndicators.of(small, parameters));
            List<double[]> fresh = columns(AllIndicators.of(bars, parameters));
            for (int c = 0; c < fresh.size(); c++) {
                assertThat(cached.get(c)).isEqualTo(fresh.get(c));
            }
        }
    }

    @Property(tries = 50)
    void a_pre_roll_warms_indicators_up_and_leaves_the_traded_bars(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int warmup) {
        Bars history = RandomMarket.bars(Timeframe.M30, 90, seed);
        StrategyParameters parameters = RandomMarket.parameters(seed);
        IndicatorCache cache = new IndicatorCache(history, warmup, 1 << 20, () -> {});

        List<double[]> whole = columns(AllIndicators.of(history, parameters));
        List<double[]> traded = columns(AllIndicators.of(cache, parameters));

        assertThat(cache.bars().openTime()).isEqualTo(Arrays.copyOfRange(history.openTime(), warmup, 90));
        for (int c = 0; c < whole.size(); c++) {
            assertThat(traded.get(c)).isEqualTo(Arrays.copyOfRange(whole.get(c), warmup, 90));
        }
    }

    @Example
    void an_exponential_mean_repeats_over_gaps_and_its_old_weight_decays_with_each() {
        double[] mean = Averages.exponential(new double[] {NAN, 10, 20, NAN, NAN, 40}, 3);

        double old = 0.5 * 10 + 0.5 * 20;
        double weight = 0.5 * 0.5 * 0.5;
        assertThat(mean).containsExactly(NAN, 10, old, old, old, (weight * old + 0.5 * 40) / (weight + 0.5));
    }

    @Example
    void a_simple_mean_is_absent_while_a_window_is_short_or_has_a_gap() {
        assertThat(Averages.simple(new double[] {1, 2, 3, NAN, 5, 7}, 2, () -> {}))
                .containsExactly(NAN, 1.5, 2.5, NAN, NAN, 6);
        assertThat(Averages.simple(new double[] {1, 2}, 3, () -> {})).containsExactly(NAN, NAN);
    }

    @Example
    void the_deviation_of_a_flat_window_is_exactly_zero() {
        double[] flat = new double[50];
        Arrays.fill(flat, 0.1 + 0.2);
        assertThat(Averages.sampleDeviation(flat, 20, () -> {})).startsWith(NAN).endsWith(0.0, 0.0);
        assertThat(Averages.sampleDeviation(new double[] {2, 4, 4, 4, 5, 5, 7, 9}, 8, () -> {})[7])
                .isCloseTo(Math.sqrt(32.0 / 7), within(1e-15));
        assertThat(Averages.sampleDeviation(flat, 1, () -> {})).containsOnly(NAN);
    }

    @Example
    void a_series_without_losses_has_no_rsi_and_one_without_gains_has_zero() {
        StrategyParameters parameters = StrategyParameters.parse(RsiBands.STRATEGY, Map.of("rsi_len_30m", 2), 0)
                .orThrow();
        assertThat(strengthOf(new double[] {1, 2, 3, 4, 5}, parameters)).containsOnly(NAN);
        assertThat(strengthOf(new double[] {5, 4, 3, 2, 1}, parameters)).containsExactly(NAN, 0, 0, 0, 0);
    }

    private static double[] strengthOf(double[] closes, StrategyParameters parameters) {
        long[] times = times(Timeframe.M30, closes.length);
        Bars bars = new Bars(Timeframe.M30, times, closes, closes, closes, closes, new double[closes.length]);
        return AllIndicators.of(bars, parameters).strength().rsi();
    }

    private static RelativeStrength strength(Bars bars, String visibility) {
        return AllIndicators.of(
                        bars,
                        StrategyParameters.parse(RsiBands.STRATEGY, Map.of("rsi_visibility", visibility), 0)
                                .orThrow())
                .strength();
    }

    private static long[] times(Timeframe timeframe, int size) {
        long[] times = new long[size];
        Arrays.setAll(times, i -> i * timeframe.millis());
        return times;
    }

    private static List<double[]> columns(AllIndicators indicators) {
        return List.of(
                indicators.bollinger().middle(),
                indicators.bollinger().upper(),
                indicators.bollinger().lower(),
                indicators.keltner().middle(),
                indicators.keltner().upper(),
                indicators.keltner().lower(),
                indicators.keltner().atr(),
                indicators.strength().rsi(),
                indicators.strength().average());
    }
}
