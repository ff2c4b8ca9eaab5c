package dev.quarry.strategy.language.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the words of the language mean where they could be read in two ways, on bars that can be checked by hand. */
class ReadingsTest {

    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** 0 / 0 where the close is 0, else the close. */
    private static final String GAPPED = "close / if(close == 0, 0, 1)";

    private static void assertColumn(double[] column, double... expected) {
        assertThat(column).hasSize(expected.length);
        for (int bar = 0; bar < expected.length; bar++) {
            if (Double.isNaN(expected[bar])) {
                assertThat(column[bar]).as("bar %s", bar).isNaN();
            } else if (Double.isInfinite(expected[bar])) {
                assertThat(column[bar]).as("bar %s", bar).isEqualTo(expected[bar]);
            } else {
                assertThat(column[bar])
                        .as("bar %s", bar)
                        .isCloseTo(expected[bar], within(1e-12 * (1 + Math.abs(expected[bar]))));
            }
        }
    }

    private static double[] of(String expression, double... closes) {
        return Evaluated.of(Evaluated.closes(closes), expression);
    }

    @Test
    void ema_and_rma_start_from_the_mean_of_the_first_n_and_are_undefined_before() {
        assertColumn(of("ema(close, 3)", 1, 2, 6, 7, 9), NAN, NAN, 3, 5, 7);
        assertColumn(of("rma(close, 2)", 1, 3, 6, 8), NAN, 2, 4, 6);
    }

    @Test
    void ewm_starts_from_the_first_value() {
        assertColumn(of("ewm(close, 0.5)", 1, 3, 6), 1, 2, 4);
    }

    @Test
    void an_average_that_never_forgets_repeats_its_last_value_over_what_is_undefined() {
        assertColumn(of("ema(" + GAPPED + ", 3)", 1, 2, 6, 0, 0, 7), NAN, NAN, 3, 3, 3, 5);
        assertColumn(of("rma(" + GAPPED + ", 2)", 1, 0, 3, 6, 0, 8), NAN, NAN, 2, 4, 4, 6);
    }

    @Test
    void ewm_weighs_the_old_value_less_for_each_bar_that_was_undefined() {
        // y = (0.25 * 1 + 0.5 * 4) / 0.75
        assertColumn(of("ewm(" + GAPPED + ", 0.5)", 1, 0, 4), 1, 1, 3);
    }

    @Test
    void a_window_with_an_undefined_value_is_undefined() {
        for (String call : List.of(
                "sma(%, 2)",
                "wma(%, 2)",
                "stdev(%, 2)",
                "highest(%, 2)",
                "lowest(%, 2)",
                "median(%, 2)",
                "slope(%, 2)",
                "percent_rank(%, 2)",
                "correlation(%, volume, 2)")) {
            double[] column = of(call.replace("%", GAPPED), 1, 2, 3, 0, 4, 5, 6, 7);
            assertThat(column[3]).as(call).isNaN();
            assertThat(column[4]).as(call).isNaN();
        }
        assertThat(of("sma(" + GAPPED + ", 2)", 1, 2, 3, 0, 4, 5)[5]).isEqualTo(4.5);
    }

    @Test
    void stdev_is_over_n_and_stdev_sample_over_n_less_1() {
        assertColumn(of("stdev(close, 2)", 1, 3, 7), NAN, 1, 2);
        assertColumn(of("stdev_sample(close, 2)", 1, 3, 7), NAN, Math.sqrt(2), Math.sqrt(8));
        assertColumn(of("variance(close, 2)", 1, 3, 7), NAN, 1, 4);
        assertColumn(of("zscore(close, 2)", 1, 3, 3), NAN, 1, NAN);
    }

    @Test
    void wma_weighs_the_latest_heaviest_and_hma_rounds_half_and_root_down() {
        assertColumn(of("wma(close, 3)", 1, 2, 6), NAN, NAN, (1 + 4 + 18) / 6.0);
        // n = 3: half 1, root 1: 2 * close - wma(close, 3)
        assertColumn(of("hma(close, 3)", 1, 2, 6), NAN, NAN, 12 - 23 / 6.0);
    }

    @Test
    void percent_rank_is_over_the_n_bars_before_at_or_below() {
        assertColumn(of("percent_rank(close, 4)", 5, 1, 3, 3, 3, 6), NAN, NAN, NAN, NAN, 75, 100);
    }

    @Test
    void median_of_an_even_window_is_the_mean_of_the_two_in_the_middle() {
        assertColumn(of("median(close, 3)", 5, 1, 3, 9), NAN, NAN, 3, 3);
        assertColumn(of("median(close, 4)", 5, 1, 3, 9), NAN, NAN, NAN, 4);
    }

    @Test
    void change_is_over_1_bar_where_nothing_else_is_said_and_roc_is_in_percent() {
        assertColumn(of("change(close)", 4, 5, 8), NAN, 1, 3);
        assertColumn(of("change(close, 2)", 4, 5, 8), NAN, NAN, 4);
        assertColumn(of("roc(close, 1)", 4, 5, 8), NAN, 25, 60);
    }

    @Test
    void rising_and_falling_are_n_steps_in_a_row() {
        Bars bars = Evaluated.closes(1, 2, 3, 3, 4, 5, 4, 3);
        assertThat(Evaluated.where(bars, "rising(close, 2)")).containsExactly(2, 5);
        assertThat(Evaluated.where(bars, "falling(close, 2)")).containsExactly(7);
    }

    @Test
    void a_cross_is_beyond_now_and_at_or_on_the_other_side_one_bar_ago() {
        Bars bars = Evaluated.closes(3, 2, 3, 2, 1, 3);
        assertThat(Evaluated.where(bars, "crosses_above(close, 2)")).containsExactly(2, 5);
        assertThat(Evaluated.where(bars, "crosses_below(close, 2)")).containsExactly(4);
    }

    @Test
    void an_rsi_of_no_gain_and_no_loss_is_undefined_and_without_a_loss_100() {
        assertColumn(of("rsi(close, 2)", 5, 5, 5), NAN, NAN, NAN);
        assertColumn(of("rsi(close, 2)", 1, 2, 3, 2), NAN, NAN, 100, 50);
    }

    /** Wilder's own example has no public table; this is that of StockCharts' ChartSchool ("RSI", spreadsheet), 14 days. */
    @Test
    void rsi_is_that_of_the_published_table() {
        double[] rsi = of(
                "rsi(close, 14)",
                44.3389,
                44.0902,
                44.1497,
                43.6124,
                44.3278,
                44.8264,
                45.0955,
                45.4245,
                45.8433,
                46.0826,
                45.8931,
                46.0328,
                45.6140,
                46.2820,
                46.2820,
                46.0028,
                46.0328,
                46.4116,
                46.2222,
                45.6439);

        assertThat(rsi[13]).isNaN();
        assertThat(java.util.Arrays.stream(rsi, 14, 20)
                        .map(v -> Math.round(v * 100) / 100.0)
                        .toArray())
                .containsExactly(70.53, 66.32, 66.55, 69.41, 66.36, 57.97);
    }

    @Test
    void the_true_range_of_the_first_bar_is_its_range_and_atr_is_wilders() {
        Bars bars = Evaluated.ranges(new double[][] {{5, 3, 4}, {9, 8, 8}, {8, 6, 7}});
        assertColumn(Evaluated.of(bars, "tr"), 2, 5, 2);
        assertColumn(Evaluated.of(bars, "atr(2)"), NAN, 3.5, 2.75);
    }

    @Test
    void keltner_lines_are_an_ema_and_wilders_atr_apart() {
        Bars bars = Evaluated.ranges(new double[][] {{5, 3, 4}, {9, 8, 8}, {8, 6, 7}});
        assertColumn(Evaluated.of(bars, "kc_upper(close, 1, 2, 2)"), NAN, 15, 12.5);
        assertColumn(Evaluated.of(bars, "kc_lower(close, 1, 2, 2)"), NAN, 1, 1.5);
    }

    @Test
    void directional_movement_begins_with_the_second_bar() {
        // Rises of 2 and 1 (the fall of 1 does not count), ranges of 4 and 3 from the second bar on.
        Bars bars = Evaluated.ranges(new double[][] {{10, 8, 9}, {12, 8, 11}, {13, 10, 12}});
        assertColumn(Evaluated.of(bars, "plus_di(2)"), NAN, NAN, 100 * 1.5 / 3.5);
        assertColumn(Evaluated.of(bars, "minus_di(2)"), NAN, NAN, 0);
    }

    @Test
    void stochastics_of_a_range_that_is_none_are_undefined() {
        Bars bars = Evaluated.ranges(new double[][] {{5, 5, 5}, {9, 5, 6}, {9, 9, 9}, {9, 9, 9}});
        assertColumn(Evaluated.of(bars, "stoch_k(2)"), NAN, 25, 100, NAN);
        assertColumn(Evaluated.of(bars, "williams_r(2)"), NAN, -75, 0, NAN);
        assertColumn(Evaluated.of(bars, "stoch_d(2, 2)"), NAN, NAN, 62.5, NAN);
    }

    @Test
    void aroon_takes_the_latest_of_equals() {
        assertColumn(of("aroon_up(2)", 5, 5, 4, 3, 3), NAN, NAN, 50, 0, 0);
        assertColumn(of("aroon_down(2)", 5, 5, 4, 4, 6), NAN, NAN, 100, 100, 50);
    }

    @Test
    void obv_starts_at_0() {
        assertColumn(of("obv", 5, 6, 6, 4, 5), 0, 1, 1, 0, 1);
    }

    @Test
    void vwap_begins_anew_on_each_utc_day_and_is_undefined_without_volume() {
        double[] closes = new double[50];
        double[] volume = new double[50];
        for (int bar = 0; bar < 50; bar++) {
            closes[bar] = bar;
            volume[bar] = bar == 0 || bar == 48 ? 0 : 2;
        }
        double[] vwap = Evaluated.of(Evaluated.bars(closes, closes, closes, closes, volume), "vwap");

        assertThat(vwap[0]).isNaN();
        assertThat(vwap[2]).isEqualTo(1.5);
        assertThat(vwap[47]).isEqualTo(24);
        assertThat(vwap[48]).isNaN();
        assertThat(vwap[49]).isEqualTo(49);
    }

    @Test
    void supertrend_starts_as_a_fall_and_its_line_is_never_moved_back() {
        // Ranges of 2, so atr(1) is the true range; k = 1.
        Bars bars = Evaluated.ranges(new double[][] {{11, 9, 10}, {11, 9, 10}, {14, 12, 14}, {15, 13, 14}, {9, 7, 8}});
        // Above: 12, 12, min(17, 12): a close of 14 turns; below: max(8, 8, 9) = 9, then max(9, 12) = 12; 8 is under it
        // and turns.
        assertColumn(Evaluated.of(bars, "supertrend(1, 1)"), 12, 12, 9, 12, 8 + 7);
    }

    @Test
    void psar_compares_before_it_clamps() {
        // It begins as a rise: close 11 is above 10. Stop 9, extreme 12, step 0.5: 9 + 0.5 * 3 = 10.5 is above the low
        // of 10: it turns,
        // to the extreme 12. In the fall: 12 + 0.5 * (10 - 12) = 11 is below the high of 11.5: it turns back, to
        // min(9.5, 10), held to the low of 9.
        Bars bars = Evaluated.ranges(new double[][] {{11, 9, 10}, {12, 10, 11}, {11.5, 9.5, 10}, {12, 10, 11}});
        // Bar 3: 9 + 0.5 * (11.5 - 9) = 10.25 is above the low of 10 and turns, although held to 9.5 first it would not
        // have.
        assertColumn(Evaluated.of(bars, "psar(0.5, 0.5)"), NAN, 12, 9, 12);
    }

    @Test
    void psar_is_held_behind_the_two_bars_before_and_its_step_grows_to_its_most() {
        Bars bars = Evaluated.ranges(new double[][] {{10, 9, 9.5}, {11, 10, 10.8}, {12, 11, 11.8}, {13, 12, 12.8}});
        // Bar 1: 9 + 0.1 * (11 - 9) = 9.2, held to the low of 9. Bar 2: 9 + 0.1 * 2 = 9.2, extreme 12, share 0.15, held
        // to 9.
        // Bar 3: 9 + 0.15 * (12 - 9) = 9.45.
        assertColumn(Evaluated.of(bars, "psar(0.1, 0.15)"), NAN, 9, 9, 9.45);
    }

    @Test
    void bars_before_the_first_are_undefined_in_a_line_and_false_in_a_condition() {
        assertColumn(of("close[2]", 1, 2, 3), NAN, NAN, 1);
        assertColumn(of("(not (close > 9))[1]", 1, 2, 3), 0, 1, 1);
        assertColumn(of("count(true, 2)", 1, 2, 3), 1, 2, 2);
        assertColumn(of("any(close == 2, 2)", 1, 2, 3, 4), 0, 1, 1, 0);
        assertColumn(of("all(true, 2)", 1, 2, 3), 0, 1, 1);
    }

    @Test
    void bars_since_is_undefined_until_the_first_time() {
        assertColumn(of("bars_since(close == 2)", 1, 2, 3, 4, 2), NAN, 0, 1, 2, 0);
    }

    @Test
    void value_when_keeps_the_value_of_the_bar_on_which_the_condition_last_held() {
        assertColumn(of("value_when(close > 2, close)", 1, 3, 2, 5, 1), NAN, 3, 3, 5, 5);
        assertColumn(of("value_when(close == 3, close[2])", 1, 3, 2, 3, 1), NAN, NAN, NAN, 3, 3);
    }

    @Test
    void a_comparison_with_what_is_undefined_is_false_and_its_not_is_true() {
        for (String operator : List.of("<", "<=", ">", ">=", "==", "!=")) {
            assertColumn(of("0 / 0 " + operator + " close", 1), 0);
            assertColumn(of("not (close " + operator + " 0 / 0)", 1), 1);
        }
    }

    @Test
    void a_number_by_0_is_infinite_and_0_by_0_undefined() {
        assertColumn(of("close / 0", 1, 0, -1), INFINITY, NAN, -INFINITY);
    }

    @Test
    void operators_hold_as_tightly_as_people_expect() {
        assertColumn(of("1 + 2 * 3 - 4 / 2", 1), 5);
        assertColumn(of("-close[1] * 2", 3, 4), NAN, -6);
        assertColumn(of("8 / 4 / 2 - 3 - 1", 1), -3);
        assertColumn(of("not close > 1 and false or close > 0", 1), 1);
        assertColumn(of("not (close > 1 and false)", 2), 1);
        assertColumn(of("true or false and false", 1), 1);
    }

    @Test
    void rounding_takes_the_even_one_of_halves_and_floor_the_lower() {
        assertColumn(of("round(close)", 0.5, 1.5, 2.4, -0.5), 0, 2, 2, 0);
        assertColumn(of("floor(close)", 0.5, -0.5), 0, -1);
        assertColumn(of("abs(close) + sqrt(close)", 4, -4), 6, NAN);
        assertColumn(of("log(exp(close))", 2), 2);
        assertColumn(of("min(close, 2) * max(close, 2)", 1, 3), 2, 6);
        assertColumn(of("min(close, 0 / 0)", 1), NAN);
    }

    @Test
    void times_are_those_of_the_bars_open_in_utc_and_monday_is_1() {
        double[] minutes = of("hour * 60 + minute", new double[50]);
        assertThat(minutes[0]).isEqualTo(0);
        assertThat(minutes[47]).isEqualTo(23 * 60 + 30);
        assertThat(of("day_of_week * 10000 + month * 100 + day_of_month", new double[50])[49])
                .isEqualTo(20102);
    }

    @Test
    void a_choice_is_compared_with_its_texts_and_a_window_may_be_a_parameter() {
        Bars bars = Evaluated.closes(1, 2, 3, 4);
        assertColumn(
                Evaluated.of(bars, "if(c == 'slow', sma(close, n), 0)", Map.of("c", "slow", "n", 2)),
                NAN,
                1.5,
                2.5,
                3.5);
        assertColumn(Evaluated.of(bars, "if(c != 'slow', 1, close[k])", Map.of("c", "slow", "k", 0)), 1, 2, 3, 4);
    }

    @Test
    void a_longer_bar_is_seen_on_the_bar_at_whose_close_it_ends() {
        assertColumn(of("on('1h', close)", 1, 2, 3, 4, 5), NAN, 2, 2, 4, 4);
        assertColumn(of("on('1h', high - low + open)", 1, 2, 3, 4, 5), NAN, 2, 2, 4, 4);
        assertColumn(of("on('1h', sma(close, 2))", 1, 2, 3, 4, 5, 6), NAN, NAN, NAN, 3, 3, 5);
        assertColumn(of("on('1h', close > 3)", 1, 2, 3, 4, 5), 0, 0, 0, 1, 1);
        assertColumn(of("on('1h', volume)[1]", 1, 2, 3), NAN, NAN, 2);
    }

    @Test
    void a_longer_bar_whose_end_has_no_bar_is_seen_on_the_next_there_is() {
        Bars all = Evaluated.closes(1, 2, 3, 4, 5, 6);
        Bars gapped = new Bars(
                Timeframe.M30,
                new long[] {
                    all.openTime()[0], all.openTime()[1], all.openTime()[2], all.openTime()[4], all.openTime()[5]
                },
                new double[] {1, 2, 3, 5, 6},
                new double[] {1, 2, 3, 5, 6},
                new double[] {1, 2, 3, 5, 6},
                new double[] {1, 2, 3, 5, 6},
                new double[] {1, 1, 1, 1, 1});
        assertColumn(Evaluated.of(gapped, "on('1h', close)"), NAN, 2, 2, 3, 6);
    }

    @Test
    void on_at_least_is_x_itself_where_bars_are_as_long() {
        assertColumn(of("on_at_least('30m', change(close))", 1, 3), NAN, 2);
        assertColumn(of("on_at_least('15m', close)", 1, 3), 1, 3);
        assertColumn(of("on_at_least('1h', close)", 1, 3), NAN, 3);
    }

    @Test
    void weeks_begin_on_monday() {
        double[] closes = new double[7 * 48 + 1];
        for (int bar = 0; bar < closes.length; bar++) {
            closes[bar] = bar;
        }
        double[] weeks = of("on('1w', open)", closes);
        assertThat(weeks[7 * 48 - 2]).isNaN();
        assertThat(weeks[7 * 48 - 1]).isEqualTo(0);
    }
}
