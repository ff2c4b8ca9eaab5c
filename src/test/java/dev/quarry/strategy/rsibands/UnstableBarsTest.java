package dev.quarry.strategy.rsibands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.Golden;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnstableBarsTest {

    private static final List<Map<String, Object>> SETTINGS = List.of(
            Map.of(),
            Map.of("bb_basis_type", "ema", "kc_mid_type", "sma", "kc_atr_len", 30),
            Map.of("rsi_smoothing_type", "sma", "rsi_ma_type", "ema", "rsi_ma_len", 7),
            Map.of("bb_len", 40, "kc_ema_len", 3, "rsi_len_30m", 5, "rsi_visibility", "bin_start"));

    @Test
    void behind_them_an_indicator_does_not_depend_on_where_the_series_begins() {
        for (Timeframe timeframe : List.of(Timeframe.M5, Timeframe.M30, Timeframe.H1)) {
            Bars all = walk(timeframe, 9_000);
            for (Map<String, Object> settings : SETTINGS) {
                StrategyParameters parameters =
                        StrategyParameters.parse(RsiBands.STRATEGY, settings, 0).orThrow();
                int bollinger = Bollinger.of(parameters.values()).unstableBars();
                int keltner = Keltner.of(parameters.values()).unstableBars();
                int strength = Rsi.of(parameters.values()).unstableBars(timeframe);
                int later = 333;
                AllIndicators whole = AllIndicators.of(all, parameters);
                AllIndicators part = AllIndicators.of(all.slice(later, all.size()), parameters);

                assertEqualFrom(
                        bollinger,
                        later,
                        whole.bollinger().middle(),
                        part.bollinger().middle());
                assertEqualFrom(
                        bollinger,
                        later,
                        whole.bollinger().upper(),
                        part.bollinger().upper());
                assertEqualFrom(
                        keltner, later, whole.keltner().middle(), part.keltner().middle());
                assertEqualFrom(
                        keltner, later, whole.keltner().atr(), part.keltner().atr());
                assertEqualFrom(
                        strength, later, whole.strength().rsi(), part.strength().rsi());
                assertEqualFrom(
                        strength,
                        later,
                        whole.strength().average(),
                        part.strength().average());
            }
        }
    }

    @Test
    void windows_are_told_to_the_bar() {
        StrategyParameters windows = StrategyParameters.parse(
                        RsiBands.STRATEGY,
                        Map.of(
                                "kc_mid_type",
                                "sma",
                                "rsi_smoothing_type",
                                "sma",
                                "bb_len",
                                20,
                                "kc_ema_len",
                                8,
                                "kc_atr_len",
                                14,
                                "rsi_len_30m",
                                14,
                                "rsi_ma_len",
                                10),
                        0)
                .orThrow();
        assertThat(Bollinger.of(windows.values()).unstableBars()).isEqualTo(19);
        assertThat(Keltner.of(windows.values()).unstableBars()).isEqualTo(14);
        assertThat(Rsi.of(windows.values()).unstableBars(Timeframe.H1)).isEqualTo(23);
        assertThat(RsiBands.STRATEGY.unstableBars(windows.values(), Timeframe.H1))
                .isEqualTo(23);

        Bars all = walk(Timeframe.H1, 500);
        AllIndicators whole = AllIndicators.of(all, windows);
        AllIndicators part = AllIndicators.of(all.slice(100, 500), windows);
        assertThat(part.bollinger().middle()[18]).isNotEqualTo(whole.bollinger().middle()[118]);
        assertThat(part.keltner().atr()[13]).isNotEqualTo(whole.keltner().atr()[113]);
        assertThat(part.strength().average()[22]).isNotEqualTo(whole.strength().average()[122]);
    }

    private static void assertEqualFrom(int unstable, int later, double[] whole, double[] part) {
        assertThat(part.length).isGreaterThan(unstable);
        for (int i = unstable; i < part.length; i++) {
            Golden.assertClose("bar " + i, part[i], whole[later + i], 1e-12);
        }
    }

    private static Bars walk(Timeframe timeframe, int size) {
        Random random = new Random(5);
        long[] openTime = new long[size];
        double[][] prices = new double[5][size];
        double last = 100;
        for (int i = 0; i < size; i++) {
            openTime[i] = 1_704_067_200_000L + i * timeframe.millis();
            double open = last * (1 + 0.01 * random.nextGaussian());
            double close = open * (1 + 0.001 * random.nextGaussian());
            prices[0][i] = open;
            prices[1][i] = Math.max(open, close) * 1.0001;
            prices[2][i] = Math.min(open, close) * 0.9999;
            prices[3][i] = close;
            prices[4][i] = 1;
            last = close;
        }
        return new Bars(timeframe, openTime, prices[0], prices[1], prices[2], prices[3], prices[4]);
    }
}
