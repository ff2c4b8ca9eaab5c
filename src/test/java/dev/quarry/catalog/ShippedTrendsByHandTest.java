package dev.quarry.catalog;

import static dev.quarry.catalog.ShippedByHand.told;
import static dev.quarry.catalog.ShippedByHand.trades;
import static dev.quarry.strategy.language.evaluation.Evaluated.closes;
import static dev.quarry.strategy.language.evaluation.Evaluated.ranges;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.Trade;
import dev.quarry.series.Bars;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The definitions that follow trends and breakouts, on bars whose trades are worked out by hand. A bar on which a position is
 * closed opens none, so what turns round comes back in one bar later.
 */
class ShippedTrendsByHandTest {

    /**
     * <pre>
     * bar      0   1   2   3   4      5   6   7   8      9
     * close   10  10  10  13  12      8   7  12  12     12
     * mean of 3       10  11  11.67  11   9   9  10.33  12
     * </pre>
     * The close rises above the mean on bar 3 (13 over 11, before 10 at 10) and is below it on bar 5: a long trade from 13 to 8.
     * Bar 5 is the cross too that bar 6 sells short at 7, until bar 7 is above; bar 8 buys, and nothing ends that.
     */
    @Test
    void moving_average_cross() {
        Bars bars = closes(10, 10, 10, 13, 12, 8, 7, 12, 12, 12);

        assertThat(told("moving_average_cross", Map.of("fast", 1, "slow", 3), bars))
                .containsExactly(
                        "long 3 at 13.0, 5 at 8.0 signal_exit",
                        "short 6 at 7.0, 7 at 12.0 signal_exit",
                        "long 8 at 12.0, 9 at 12.0 close_at_end");

        // With a band of 20% bar 3 does not pass 11 * 1.2 = 13.2, bar 5 passes 11 * 0.8 = 8.8 (bar 4 was above 11.67 *
        // 0.8),
        // and bar 8 does not pass 10.33 * 1.2 = 12.4.
        assertThat(told("moving_average_cross", Map.of("fast", 1, "slow", 3, "band", true, "band_pct", 20), bars))
                .containsExactly("short 5 at 8.0, 7 at 12.0 signal_exit");
    }

    /**
     * Channels of 2 bars, N = Wilder's average of the true range over 2, begun with the mean of the first two.
     * <pre>
     * bar   high  low  close  range                N        highest, lowest of the 2 before
     *  0     11    9   10     2
     *  1     11    9   10     2                    2
     *  2     12   10   11     2                    2        11, 9
     *  3     14   11   13     3                    2.5      12, 9    13 &gt; 12: long at 13, stop 13 - 2 * 2.5 = 8
     *  4     15   12   14     3                    2.75     14, 10
     *  5     14   11   11.5   3 (14 to 11)         2.875    15, 11
     *  6     12   10   10.5   2                    2.4375   15, 11   10.5 &lt; 11: out at 10.5
     *  7     10    8    8.5   2.5 (10.5 to 8)      2.46875  14, 10   8.5 &lt; 10: short at 8.5, stop 8.5 + 4.9375 = 13.4375
     *  8     14    9   13                                            the high passes the stop
     * </pre>
     * At risk are 2% of 10,000, 200 over 5 a unit: 40 units, 520 in all. They lose 40 * 2.5 = 100 and pay 0.0005 * (520 + 420)
     * = 0.47.
     */
    @Test
    void turtle_trading() {
        Bars bars = ranges(new double[][] {
            {11, 9, 10},
            {11, 9, 10},
            {12, 10, 11},
            {14, 11, 13},
            {15, 12, 14},
            {14, 11, 11.5},
            {12, 10, 10.5},
            {10, 8, 8.5},
            {14, 9, 13}
        });
        Map<String, Object> given = Map.of("entry_bars", 2, "exit_bars", 2, "n_bars", 2);

        assertThat(told("turtle_trading", given, bars))
                .containsExactly("long 3 at 13.0, 6 at 10.5 signal_exit", "short 7 at 8.5, 8 at 13.4375 stop_loss");
        Trade first = trades("turtle_trading", given, bars).get(0);
        assertThat(first.size()).isEqualTo(40);
        assertThat(first.realizedPnl()).isCloseTo(-100.47, within(1e-9));
    }

    /**
     * Of 2 values d apart, half a deviation (d / 4) either side of their mean; the width is 50 * d / mean.
     * <pre>
     * bar    0    1     2     3    4      5      6    7     8      9     10
     * close 100  104   102   102  106    104    104  100    99    103   100
     * mean       102   103   102  104    105    104  102    99.5  101   101.5
     * upper      103   103.5 102  105    105.5  104  103    99.75 102   102.25
     * lower      101   102.5 102  103    104.5  104  101    99.25 100   100.75
     * width      1.96  0.97  0    1.92   0.95   0    1.96   0.50  1.98  1.48
     * </pre>
     * Bars 3 and 6 are the narrowest of 3. Bar 4 closes above its band right after: long at 106, out below the lower one on bar 5.
     * Bar 7 closes below its band right after: short at 100, out above the upper one on bar 9. Bar 10 is below its band too, but
     * bar 9 was wide.
     */
    @Test
    void bollinger_breakout() {
        Bars bars = closes(100, 104, 102, 102, 106, 104, 104, 100, 99, 103, 100);

        assertThat(told(
                        "bollinger_breakout",
                        Map.of("length", 2, "deviations", 0.5, "squeeze_bars", 3, "squeeze_within", 1),
                        bars))
                .containsExactly("long 4 at 106.0, 5 at 104.0 signal_exit", "short 7 at 100.0, 9 at 103.0 signal_exit");
    }

    /**
     * Averages of 1 bar (the close) and 2 (a step of two thirds, begun with the mean), their difference smoothed over 2.
     * <pre>
     * bar          0  1  2   3       4       5       6       7       8
     * close        9  9  9  12      12       3       3       9       9
     * average         9  9  11      11.667   5.889   3.963   7.321   8.440
     * difference      0  0   1       0.333  -2.889  -0.963   1.679   0.560
     * smoothed           0   0.667   0.444  -1.778  -1.235   0.708   0.609
     * histogram          0   0.333  -0.111  -1.111   0.272   0.971  -0.049
     * </pre>
     * Bar 3 crosses up: long until bar 4, which crosses down and is sold short on bar 5, until bar 6 crosses up, bought on bar 7.
     * Where buying needs a difference below 0 and selling one above it, bar 3 is none, so bar 4 sells short itself (0.333).
     */
    @Test
    void macd_cross() {
        Bars bars = closes(9, 9, 9, 12, 12, 3, 3, 9, 9);

        assertThat(told("macd_cross", Map.of("fast", 1, "slow", 2, "smoothing", 2), bars))
                .containsExactly(
                        "long 3 at 12.0, 4 at 12.0 signal_exit",
                        "short 5 at 3.0, 6 at 3.0 signal_exit",
                        "long 7 at 9.0, 8 at 9.0 signal_exit");
        assertThat(told(
                        "macd_cross",
                        Map.of("fast", 1, "slow", 2, "smoothing", 2, "beyond_zero", true),
                        bars.slice(0, 8)))
                .containsExactly("short 4 at 12.0, 6 at 3.0 signal_exit");
    }

    /**
     * One true range from the middle of the bar.
     * <pre>
     * bar  high  low  close  range  middle  above  below  line
     *  0    11    9   10     2      10      12      8     12 above, as all begins
     *  1    11    9   10     2      10      12      8     12 above
     *  2    14   10   13.5   4      12      12      8      8 below: 13.5 is beyond 12, long at 13.5
     *  3    15   13   14     2      14      16     12     12 below, moved up
     *  4    14   11   11.5   3      12.5    15.5   12     15.5 above: 11.5 is beyond 12, out
     *  5    12   10   11     2      11      13      9     13 above: short at 11, one bar after the turn
     *  6    14   11   13.5   3      12.5    13      9.5    9.5 below: 13.5 is beyond 13, out
     * </pre>
     */
    @Test
    void supertrend() {
        Bars bars = ranges(new double[][] {
            {11, 9, 10}, {11, 9, 10}, {14, 10, 13.5}, {15, 13, 14}, {14, 11, 11.5}, {12, 10, 11}, {14, 11, 13.5}
        });

        assertThat(told("supertrend", Map.of("range_bars", 1, "multiple", 1), bars))
                .containsExactly("long 2 at 13.5, 4 at 11.5 signal_exit", "short 5 at 11.0, 6 at 13.5 signal_exit");
    }

    /**
     * An average of 2 bars (a step of two thirds), 0.3 true ranges above it.
     * <pre>
     * bar  high  low  close  average  range  upper
     *  0    11    9   10
     *  1    12   10   11     10.5     2      11.1
     *  2    13   11   12     11.5     2      12.1
     *  3    14   12   13     12.5     2      13.1
     *  4    18   14   18     16.167   5      17.667   18 is above
     *  5    18   15   15     15.389                   15 is below the average
     * </pre>
     * All movement is upward, so the directional index is 100 on each bar, and so is its average from bar 3 on. A trend is what is
     * above the least, so one of 100 is none. Upside down, the same bars are sold short.
     */
    @Test
    void keltner_adx() {
        double[][] bars = {{11, 9, 10}, {12, 10, 11}, {13, 11, 12}, {14, 12, 13}, {18, 14, 18}, {18, 15, 15}};
        double[][] upsideDown = Arrays.stream(bars)
                .map(bar -> new double[] {30 - bar[1], 30 - bar[0], 30 - bar[2]})
                .toArray(double[][]::new);
        Map<String, Object> given = Map.of("length", 2, "range_bars", 1, "multiple", 0.3, "adx_bars", 2);

        assertThat(told("keltner_adx", given, ranges(bars))).containsExactly("long 4 at 18.0, 5 at 15.0 signal_exit");
        assertThat(told("keltner_adx", given, ranges(upsideDown)))
                .containsExactly("short 4 at 12.0, 5 at 15.0 signal_exit");
        assertThat(told(
                        "keltner_adx",
                        Map.of("length", 2, "range_bars", 1, "multiple", 0.3, "adx_bars", 2, "adx_min", 100),
                        ranges(bars)))
                .isEmpty();
    }

    /**
     * Half-hours from midnight; the session opens at 1:00, bar 2. Bars 2 and 3 make the range from 9 to 13.
     * <pre>
     * bar  high  low  close
     *  4    13   11   12.5
     *  5    14   12   13.5  above 13: long
     *  6    14   10   10    inside
     *  7    10    8    8.5  below 9: out, and a bar that closes a trade opens none
     *  8     9    8    8.5  below 9 as the bar before, no cross
     *  9    10    9    9.5
     * 10     9.5  8    8.5  below 9: short, 240 minutes after the opening
     * 11     9    8    8
     * 12     8    7    7    300 minutes after it: out
     * 13    14    7   14    above 13, but too late
     * </pre>
     */
    @Test
    void opening_range_breakout() {
        Bars bars = ranges(new double[][] {
            {10, 10, 10},
            {10, 10, 10},
            {12, 9, 11},
            {13, 10, 12},
            {13, 11, 12.5},
            {14, 12, 13.5},
            {14, 10, 10},
            {10, 8, 8.5},
            {9, 8, 8.5},
            {10, 9, 9.5},
            {9.5, 8, 8.5},
            {9, 8, 8},
            {8, 7, 7},
            {14, 7, 14}
        });

        assertThat(told("opening_range_breakout", Map.of("open_hour", 1, "hold_minutes", 300), bars))
                .containsExactly("long 5 at 13.5, 7 at 8.5 signal_exit", "short 10 at 8.5, 12 at 7.0 signal_exit");
    }

    /**
     * Two-hour bars of four half-hours close at 100, 102, 107, 95 and 110; their average over 2 is 101, 105, 98.33 and 106.11
     * from the second on, and its change 4, -6.67 and 7.78 from the third on, known on bars 11, 15 and 19. The force of one bar
     * is its change.
     * <pre>
     * bar    11   12   13   14   15  16  17  18   19
     * close 107  105  106  104   95  97  96  95  110
     * force  +1   -2   +1   -2   -9  +2  -1  -1  +15
     * </pre>
     * Bar 13 closes above bar 12, which fell, in the rise: long at 106, until bar 15 makes it a fall. Bar 17 closes below bar 16,
     * which rose: short at 96, until bar 19 makes it a rise.
     */
    @Test
    void multi_timeframe_trend() {
        Bars bars =
                closes(100, 100, 100, 100, 102, 102, 102, 102, 104, 105, 106, 107, 105, 106, 104, 95, 97, 96, 95, 110);

        assertThat(told(
                        "multi_timeframe_trend",
                        Map.of("longer", "2h", "trend_bars", 2, "force_bars", 1, "use_stop", false),
                        bars))
                .containsExactly(
                        "long 13 at 106.0, 15 at 95.0 signal_exit", "short 17 at 96.0, 19 at 110.0 signal_exit");
    }
}
