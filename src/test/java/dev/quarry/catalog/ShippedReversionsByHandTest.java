package dev.quarry.catalog;

import static dev.quarry.catalog.ShippedByHand.told;
import static dev.quarry.strategy.language.evaluation.Evaluated.closes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.series.Bars;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The definitions that trade back to a mean, on bars whose trades are worked out by hand. */
class ShippedReversionsByHandTest {

    /**
     * Means and deviations of 3 closes, bands one deviation away.
     * <pre>
     * bar    close  mean    deviation          lower  upper
     *  2     100    100     0                  100    100
     *  3      94     98     sqrt(24/3) = 2.83  95.17  100.83  below the lower band
     *  4      95.5   96.5   sqrt(19.5/3) = 2.55  93.95  99.05 back above it, below the mean: long at 95.5
     *  5      98     95.83  1.65               94.19  97.48   reaches 96.5, the mean as it was
     *  6      97.5   97     sqrt(3.5/3) = 1.08 95.92  98.08   back below the upper band, above the mean: short at 97.5
     *  7      96                                              reaches 97
     * </pre>
     * Bar 3 falls below the upper band as well, but it is not above the mean.
     */
    @Test
    void bollinger_reversion() {
        assertThat(told(
                        "bollinger_reversion",
                        Map.of("length", 3, "deviations", 1),
                        closes(100, 100, 100, 94, 95.5, 98, 97.5, 96)))
                .containsExactly("long 4 at 95.5, 5 at 96.5 target", "short 6 at 97.5, 7 at 97.0 target");
    }

    /**
     * Rises and falls averaged by Wilder's way over 2 bars: half of what was, half of what is new.
     * <pre>
     * bar          5    6    7    8     9     10     11     12
     * close      150  148  146  144   142    140    139    143
     * rise        10    5  2.5  1.25  0.63   0.31   0.16   2.08
     * fall         0    1  1.5  1.75  1.88   1.94   1.47   0.73
     * RSI        100   83   63   42    25     14     10     74
     * mean of 2                                     139.5  141
     * </pre>
     * Bar 10 is the first below 20, and above the mean of 10 bars, 1370 / 10 = 137: long at 140. Bar 11 is below its mean of 2,
     * bar 12 above: out at 143.
     * <pre>
     * bar         13    14    15    16    17    18    19    20     21
     * close      130   120   110   114   118   122   126   127    121
     * rise      1.04  0.52  0.26  2.13  3.06  3.53  3.77
     * fall      6.87  8.43  9.22  4.61  2.30  1.15  0.58
     * RSI         13     6     3    32    57    75    87
     * mean of 2                                            126.5  124
     * </pre>
     * Bars 13 to 15 are below 20 too, but below the mean of 10 (142.2 on bar 13). Bar 19 is above 80, and below the mean of 10,
     * 1262 / 10 = 126.2: short at 126. Bar 20 is above its mean of 2, bar 21 below: out at 121.
     */
    @Test
    void rsi_2() {
        Bars bars = closes(
                100, 110, 120, 130, 140, 150, 148, 146, 144, 142, 140, 139, 143, 130, 120, 110, 114, 118, 122, 126, 127,
                121);

        assertThat(told("rsi_2", Map.of("extreme", 20, "trend_bars", 10, "exit_bars", 2), bars))
                .containsExactly(
                        "long 10 at 140.0, 12 at 143.0 signal_exit", "short 19 at 126.0, 21 at 121.0 signal_exit");
    }

    /**
     * Half-hours from midnight, of volume 1 each, so that the average is that of the closes of the day; its distance to the close is
     * measured over 2 bars, of which the deviation is half of what they differ.
     * <pre>
     * bar    close  average          distance  deviation  band
     *  1     100    100              0         0          100
     *  2      94    294 / 3 = 98     -4        2          96 below: long at 94
     *  3      96    390 / 4 = 97.5   -1.5                     98 is not reached
     *  4      99    489 / 5 = 97.8   1.2                      97.5 is reached
     *  5     106    595 / 6 = 99.17  6.83      2.82       101.98 above: short at 106
     *  6-47  106    towards 105.15                            never reached
     * 48     107    a new day                                 out at 107
     * </pre>
     * Bar 2 opens at 1:00, so nothing is opened where 1 is the last hour.
     */
    @Test
    void vwap_reversion() {
        double[] close = new double[49];
        Arrays.fill(close, 106);
        System.arraycopy(new double[] {100, 100, 94, 96, 99}, 0, close, 0, 5);
        close[48] = 107;

        assertThat(told("vwap_reversion", Map.of("spread_bars", 2, "deviations", 1), closes(close)))
                .containsExactly("long 2 at 94.0, 4 at 97.5 target", "short 5 at 106.0, 48 at 107.0 signal_exit");
        assertThat(told(
                        "vwap_reversion",
                        Map.of("spread_bars", 2, "deviations", 1, "last_hour", 1),
                        closes(close).slice(0, 48)))
                .isEmpty();
    }

    /**
     * <pre>
     * bar  close  mean of 3  deviation             score
     *  2    97     99        sqrt(6 / 3) = 1.41    -1.41  long at 97
     *  3    98     98.33     1.25                  -0.27
     *  4    99     98        0.82                  1.22   at the mean or above: out at 99
     *  5   103    100        sqrt(14 / 3) = 2.16   1.39   short at 103
     *  6   101    101        1.63                  0      at the mean: out at 101
     * </pre>
     */
    @Test
    void zscore_reversion() {
        assertThat(told("zscore_reversion", Map.of("length", 3), closes(100, 100, 97, 98, 99, 103, 101)))
                .containsExactly("long 2 at 97.0, 4 at 99.0 signal_exit", "short 5 at 103.0, 6 at 101.0 signal_exit");
    }
}
