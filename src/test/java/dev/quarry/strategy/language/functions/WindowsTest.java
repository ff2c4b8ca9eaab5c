package dev.quarry.strategy.language.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast windows beside slow ones that look at each window afresh. */
class WindowsTest {

    private static final int SIZE = 400;
    private static final MathContext EXACT = new MathContext(120);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 399, 400, 401})
    void means_are_the_rounded_true_means(int n) {
        double[] values = prices(1);

        same(Sums.means(values, n), slow(values, n, window -> exactMean(window).doubleValue()));
    }

    @Test
    void a_spike_that_has_left_the_window_leaves_no_error_behind() {
        double[] values = prices(2);
        values[100] = 1e17;
        values[200] = Double.POSITIVE_INFINITY;
        values[300] = Double.NaN;
        for (int n : new int[] {3, 7, 50}) {
            double[] means = Sums.means(values, n);
            double[] variances = Moments.alongBars(values, n, window -> window.squaresX() / n);
            for (int bar : new int[] {n - 1, 99, 100 + n, 199, 200 + n, 299, 300 + n, 399}) {
                double[] window = Arrays.copyOfRange(values, bar - n + 1, bar + 1);
                assertThat(means[bar]).isEqualTo(exactMean(window).doubleValue());
                assertThat(variances[bar]).isCloseTo(variance(window), within(1e-12 * variance(window)));
            }
            assertThat(means[200]).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(means[300]).isNaN();
            assertThat(means[300 + n - 1]).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 50, 400})
    void a_small_spread_at_a_large_price_is_told_right(int n) {
        Random random = new Random(3);
        double[] values = Columns.of(SIZE, bar -> 1e5 + 1e-6 * random.nextGaussian());
        double[] variances = Moments.alongBars(values, n, window -> window.squaresX() / n);

        for (int bar = n - 1; bar < SIZE; bar++) {
            double expected = variance(Arrays.copyOfRange(values, bar - n + 1, bar + 1));
            // As near as doubles at that price lie.
            assertThat(Math.sqrt(variances[bar])).isCloseTo(Math.sqrt(expected), within(Math.ulp(1e5)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1e-9, 101.3, 1e300, -7.7})
    void equal_values_have_themselves_as_mean_and_a_spread_of_exactly_0(double value) {
        double[] values = Columns.of(SIZE, bar -> value);
        for (int n : new int[] {1, 3, 7, 150}) {
            assertThat(Arrays.stream(Sums.means(values, n)).skip(n - 1)).allMatch(mean -> mean == value);
            assertThat(Arrays.stream(Moments.alongBars(values, n, Moments::squaresX))
                            .skip(n - 1))
                    .allMatch(s -> s == 0);
            assertThat(Arrays.stream(MovingAverages.weighted(values, n)).skip(n - 1))
                    .allMatch(mean -> mean == value);
            assertThat(Arrays.stream(MovingAverages.exponential(values, n)).skip(n - 1))
                    .allMatch(mean -> mean == value);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 400, 401})
    void extremes_and_their_ages_are_those_of_each_window(int n) {
        double[] values = coarse(4);

        same(
                Extremes.highest(values, n),
                slow(values, n, w -> Arrays.stream(w).max().orElseThrow()));
        same(
                Extremes.lowest(values, n),
                slow(values, n, w -> Arrays.stream(w).min().orElseThrow()));
        same(
                Extremes.sinceHighest(values, n),
                slow(values, n, w -> since(w, Arrays.stream(w).max().orElseThrow())));
        same(
                Extremes.sinceLowest(values, n),
                slow(values, n, w -> since(w, Arrays.stream(w).min().orElseThrow())));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 400})
    void ranks_and_medians_are_those_of_each_window(int n) {
        double[] values = coarse(5);
        double[] medians = new double[SIZE];
        double[] ranks = new double[SIZE];
        Ranks window = new Ranks(values);
        for (int bar = 0; bar < SIZE; bar++) {
            window.add(bar);
            if (bar >= n) {
                window.remove(bar - n);
            }
            boolean defined = bar >= n - 1 && window.isDefined();
            medians[bar] = defined ? window.median() : Double.NaN;
            ranks[bar] = defined ? window.atOrBelow(bar) : Double.NaN;
        }

        same(medians, slow(values, n, WindowsTest::median));
        same(ranks, slow(values, n, w -> Arrays.stream(w)
                .filter(v -> v <= w[w.length - 1])
                .count()));
    }

    private static double[] slow(double[] values, int n, ToDoubleFunction<double[]> figure) {
        double[] result = Columns.undefined(values.length);
        for (int bar = n - 1; bar < values.length; bar++) {
            double[] window = Arrays.copyOfRange(values, bar - n + 1, bar + 1);
            result[bar] = Arrays.stream(window).anyMatch(Double::isNaN) ? Double.NaN : figure.applyAsDouble(window);
        }
        return result;
    }

    private static void same(double[] actual, double[] expected) {
        for (int bar = 0; bar < expected.length; bar++) {
            assertThat(actual[bar] == expected[bar] || Double.isNaN(actual[bar]) && Double.isNaN(expected[bar]))
                    .as("bar %s: %s and %s", bar, actual[bar], expected[bar])
                    .isTrue();
        }
    }

    private static BigDecimal exactMean(double[] window) {
        return Arrays.stream(window)
                .mapToObj(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(new BigDecimal(window.length), EXACT);
    }

    private static double variance(double[] window) {
        BigDecimal mean = exactMean(window);
        return Arrays.stream(window)
                .mapToObj(value -> new BigDecimal(value).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(new BigDecimal(window.length), EXACT)
                .doubleValue();
    }

    private static double median(double[] window) {
        double[] sorted = window.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double since(double[] window, double extreme) {
        for (int ago = 0; ; ago++) {
            if (window[window.length - 1 - ago] == extreme) {
                return ago;
            }
        }
    }

    private static double[] prices(long seed) {
        Random random = new Random(seed);
        return Columns.of(SIZE, bar -> 100 * Math.exp(0.02 * random.nextGaussian()));
    }

    /** With equal values, both zeros, and some that are undefined. */
    private static double[] coarse(long seed) {
        Random random = new Random(seed);
        return Columns.of(SIZE, bar -> random.nextInt(60) == 0 ? Double.NaN : Math.rint(4 * random.nextGaussian()));
    }
}
