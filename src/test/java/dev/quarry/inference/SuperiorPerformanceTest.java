package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SuperiorPerformanceTest {

    private static final int RESAMPLES = 99;

    @Property(tries = 100)
    void all_p_values_are_those_of_the_plain_computation(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int strategies,
            @ForAll @IntRange(min = 3, max = 40) int observations,
            @ForAll @DoubleRange(min = 1, max = 8) double meanBlockLength) {
        double[][] excess = Noise.strategies(strategies, observations, 0, 1, seed);
        for (int k = 0; k < strategies; k++) {
            for (int t = 0; t < observations; t++) {
                excess[k][t] += 0.2 - 0.3 * k;
            }
        }
        SuperiorPerformance fast = SuperiorPerformance.test(excess, meanBlockLength, RESAMPLES, seed, () -> {});
        assertThat(new double[] {fast.realityCheck(), fast.lower(), fast.consistent(), fast.upper()})
                .isEqualTo(plain(excess, meanBlockLength, seed));
    }

    @Property(tries = 100)
    void the_consistent_value_lies_between_its_bounds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int size) {
        double[][] excess = Noise.strategies(size, 50, -0.1, 1, seed);
        SuperiorPerformance result = SuperiorPerformance.test(excess, 3, RESAMPLES, seed, () -> {});
        assertThat(result.lower()).isBetween(0.01, result.consistent());
        assertThat(result.consistent()).isLessThanOrEqualTo(result.upper());
        assertThat(result.upper()).isLessThanOrEqualTo(1);
        assertThat(result.realityCheck()).isBetween(0.01, 1.0);
    }

    @Property(tries = 50)
    void hansens_values_do_not_depend_on_the_scale_of_any_strategy(@ForAll long seed) {
        double[][] excess = Noise.strategies(6, 40, 0, 1, seed);
        double[][] scaled = excess.clone();
        Arrays.setAll(scaled, k -> Noise.scaled(excess[k], Math.scalb(1, k)));
        SuperiorPerformance plain = SuperiorPerformance.test(excess, 4, RESAMPLES, seed, () -> {});
        SuperiorPerformance other = SuperiorPerformance.test(scaled, 4, RESAMPLES, seed, () -> {});
        assertThat(other.consistent()).isEqualTo(plain.consistent());
        assertThat(other.lower()).isEqualTo(plain.lower());
        assertThat(other.upper()).isEqualTo(plain.upper());
        assertThat(other.bestByRatio()).isEqualTo(plain.bestByRatio());
    }

    @Test
    void the_best_of_much_noise_is_rarely_called_superior() {
        int realityChecks = 0;
        int consistent = 0;
        for (int seed = 0; seed < 200; seed++) {
            SuperiorPerformance result =
                    SuperiorPerformance.test(Noise.strategies(30, 200, 0, 0.01, seed), 2, 199, seed, () -> {});
            realityChecks += result.realityCheck() <= 0.1 ? 1 : 0;
            consistent += result.consistent() <= 0.1 ? 1 : 0;
        }
        // 20 of 200 are expected; more than 35 would be four standard deviations off.
        assertThat(realityChecks).isBetween(5, 35);
        assertThat(consistent).isBetween(5, 35);
    }

    @Test
    void an_edge_is_found_among_noise() {
        double[][] excess = Noise.strategies(100, 250, 0, 0.01, 1);
        excess[40] = Noise.normal(250, 0.004, 0.01, 2);
        SuperiorPerformance result = SuperiorPerformance.test(excess, 2, 999, 3, () -> {});
        assertThat(result.bestByMean()).isEqualTo(40);
        assertThat(result.bestByRatio()).isEqualTo(40);
        assertThat(result.realityCheck()).isEqualTo(0.001);
        assertThat(result.upper()).isEqualTo(0.001);
    }

    @Test
    void hopeless_strategies_weaken_the_reality_check_but_not_the_consistent_test() {
        double[][] excess = Noise.strategies(60, 200, -0.05, 0.02, 9);
        for (int k = 1; k < excess.length; k++) {
            excess[k] = Noise.scaled(excess[k], 5);
        }
        excess[0] = Noise.normal(200, 0.002, 0.01, 4);
        SuperiorPerformance result = SuperiorPerformance.test(excess, 2, 999, 3, () -> {});
        assertThat(result.consistent()).isLessThan(0.02);
        assertThat(result.realityCheck()).isGreaterThan(0.5);
    }

    @Test
    void where_none_is_better_than_the_benchmark_there_is_nothing_to_find() {
        SuperiorPerformance result =
                SuperiorPerformance.test(Noise.strategies(5, 100, -1, 0.5, 1), 2, RESAMPLES, 1, () -> {});
        assertThat(result.lower()).isEqualTo(1);
        assertThat(result.consistent()).isEqualTo(1);
        assertThat(result.upper()).isEqualTo(1);
    }

    @Test
    void strategies_that_never_trade_change_nothing() {
        double[][] excess = Noise.strategies(5, 100, 0.1, 1, 1);
        double[][] withIdle = Arrays.copyOf(excess, 7);
        withIdle[5] = new double[100];
        withIdle[6] = new double[100];
        SuperiorPerformance alone = SuperiorPerformance.test(excess, 2, RESAMPLES, 1, () -> {});
        SuperiorPerformance together = SuperiorPerformance.test(withIdle, 2, RESAMPLES, 1, () -> {});
        assertThat(together.consistent()).isEqualTo(alone.consistent());
        assertThat(together.strategies()).isEqualTo(7);
        SuperiorPerformance idle = SuperiorPerformance.test(new double[3][100], 2, RESAMPLES, 1, () -> {});
        assertThat(idle.realityCheck()).isEqualTo(1);
        assertThat(idle.consistent()).isNaN();
        assertThat(idle.bestByRatio()).isEqualTo(-1);
    }

    @Test
    void too_little_data_tells_nothing() {
        assertThat(SuperiorPerformance.test(new double[0][], 2, RESAMPLES, 1, () -> {})
                        .realityCheck())
                .isNaN();
        assertThat(SuperiorPerformance.test(new double[][] {{1, 2}}, 2, RESAMPLES, 1, () -> {})
                        .consistent())
                .isNaN();
        double[][] holed = Noise.strategies(3, 20, 0, 1, 1);
        holed[1][3] = Double.NaN;
        SuperiorPerformance result = SuperiorPerformance.test(holed, 2, RESAMPLES, 1, () -> {});
        assertThat(result.realityCheck()).isNaN();
        assertThat(result.upper()).isNaN();
        assertThat(result.bestByMean()).isEqualTo(-1);
    }

    @Test
    void unequal_series_and_no_resamples_are_refused() {
        double[][] ragged = {new double[10], new double[11]};
        assertThatThrownBy(() -> SuperiorPerformance.test(ragged, 2, 9, 1, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        double[][] fine = Noise.strategies(2, 10, 0, 1, 1);
        assertThatThrownBy(() -> SuperiorPerformance.test(fine, 2, 0, 1, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SuperiorPerformance.test(fine, 0.5, 9, 1, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** White's and Hansen's formulas word for word: resampled series, means, and Hansen's kernel over all lags. */
    private static double[] plain(double[][] excess, double meanBlockLength, long seed) {
        int n = excess[0].length;
        double[] means =
                Arrays.stream(excess).mapToDouble(ReturnStatistics::mean).toArray();
        double[] omegas = Arrays.stream(excess)
                .mapToDouble(series -> omega(series, 1 / meanBlockLength))
                .toArray();
        double greatestMean = Double.NEGATIVE_INFINITY;
        double greatestRatio = 0;
        for (int k = 0; k < excess.length; k++) {
            greatestMean = Math.max(greatestMean, Math.sqrt(n) * means[k]);
            greatestRatio = Math.max(greatestRatio, Math.sqrt(n) * means[k] / omegas[k]);
        }
        int[] asExtreme = new int[4];
        int[] indices = new int[n];
        StationaryBootstrap bootstrap = new StationaryBootstrap(n, meanBlockLength, seed);
        for (int b = 0; b < RESAMPLES; b++) {
            bootstrap.next(indices);
            double[] greatest = {Double.NEGATIVE_INFINITY, 0, 0, 0};
            for (int k = 0; k < excess.length; k++) {
                double[] series = excess[k];
                double mean = Arrays.stream(indices).mapToDouble(i -> series[i]).sum() / n;
                double threshold = -omegas[k] / Math.sqrt(n) * Math.sqrt(2 * Math.log(Math.log(n)));
                double[] recentring = {means[k], Math.max(0, means[k]), means[k] >= threshold ? means[k] : 0, means[k]};
                for (int i = 0; i < 4; i++) {
                    double statistic = Math.sqrt(n) * (mean - recentring[i]) / (i == 0 ? 1 : omegas[k]);
                    greatest[i] = Math.max(greatest[i], statistic);
                }
            }
            for (int i = 0; i < 4; i++) {
                double observed = i == 0 ? greatestMean : greatestRatio;
                asExtreme[i] += greatest[i] >= observed ? 1 : 0;
            }
        }
        return Arrays.stream(asExtreme)
                .mapToDouble(count -> (1.0 + count) / (1 + RESAMPLES))
                .toArray();
    }

    private static double omega(double[] series, double q) {
        int n = series.length;
        double mean = ReturnStatistics.mean(series);
        double variance = 0;
        for (int lag = 0; lag < n; lag++) {
            double covariance = 0;
            for (int t = lag; t < n; t++) {
                covariance += (series[t] - mean) * (series[t - lag] - mean) / n;
            }
            double kernel = (double) (n - lag) / n * Math.pow(1 - q, lag) + (double) lag / n * Math.pow(1 - q, n - lag);
            variance += (lag == 0 ? 1 : 2 * kernel) * covariance;
        }
        return Math.sqrt(variance);
    }

    @Test
    void the_standard_error_is_the_deviation_of_resampled_means() {
        double[] series = Noise.autoregression(60, 0.5, 3);
        StationaryBootstrap bootstrap = new StationaryBootstrap(60, 6, 8);
        int[] indices = new int[60];
        double[] means = new double[20_000];
        for (int b = 0; b < means.length; b++) {
            bootstrap.next(indices);
            means[b] = Arrays.stream(indices).mapToDouble(i -> series[i]).sum() / 60;
        }
        double expected = omega(series, 1.0 / 6) / Math.sqrt(60);
        assertThat(ReturnStatistics.deviation(means)).isCloseTo(expected, within(0.03 * expected));
    }
}
