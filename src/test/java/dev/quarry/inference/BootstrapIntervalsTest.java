package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BootstrapIntervalsTest {

    /** Efron and Tibshirani (1993), spatial test data A of table 14.1: the variance 171.5 has the acceleration 0.061. */
    @Test
    void the_published_acceleration_is_found() {
        double[] spatial = {
            48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41
        };
        assertThat(variance(spatial)).isCloseTo(171.5, within(0.05));
        double acceleration = new BlockJackknife(spatial, 1).acceleration(BootstrapIntervalsTest::variance);
        assertThat(acceleration).isCloseTo(0.061, within(5e-4));
    }

    @Test
    void without_bias_and_acceleration_the_correction_changes_nothing() {
        double[] values = new double[1001];
        Arrays.setAll(values, i -> i);
        BootstrapDistribution distribution = new BootstrapDistribution(values);
        ConfidenceInterval plain = distribution.percentile(500, 0.9);
        assertThat(plain.lower()).isCloseTo(50, within(1e-9));
        assertThat(plain.upper()).isCloseTo(950, within(1e-9));
        ConfidenceInterval corrected = distribution.biasCorrected(500, 0, 0.9);
        assertThat(corrected.lower()).isCloseTo(50, within(1e-9));
        assertThat(corrected.upper()).isCloseTo(950, within(1e-9));
    }

    /** With bias z₀ and no acceleration the ends lie at Φ(2·z₀ ± z). */
    @Test
    void a_bias_moves_both_ends() {
        double[] values = new double[100_001];
        Arrays.setAll(values, i -> i / 100_000.0);
        ConfidenceInterval corrected = new BootstrapDistribution(values).biasCorrected(0.6, 0, 0.9);
        double twice = 2 * NormalDistribution.quantile(0.6);
        assertThat(corrected.lower()).isCloseTo(NormalDistribution.cdf(twice - 1.6448536269514722), within(1e-4));
        assertThat(corrected.upper()).isCloseTo(NormalDistribution.cdf(twice + 1.6448536269514722), within(1e-4));
    }

    @Test
    void an_estimate_beyond_all_resamples_keeps_the_percentiles() {
        double[] values = Noise.normal(200, 0, 1, 1);
        BootstrapDistribution distribution = new BootstrapDistribution(values);
        assertThat(distribution.biasCorrected(100, 0.1, 0.9)).isEqualTo(distribution.percentile(100, 0.9));
        assertThat(distribution.biasCorrected(0, Double.NaN, 0.9)).isEqualTo(distribution.percentile(0, 0.9));
    }

    @Test
    void intervals_cover_the_truth_about_as_often_as_they_say() {
        int sharpe = 0;
        int growth = 0;
        double trueGrowth = Math.pow(1.001, 200) - 1;
        for (int seed = 0; seed < 200; seed++) {
            BootstrapIntervals intervals =
                    BootstrapIntervals.of(Noise.normal(200, 0.001, 0.01, seed), 1, 400, 0.9, seed);
            sharpe += covers(intervals.sharpe(), 0.1) ? 1 : 0;
            growth += covers(intervals.totalReturn(), trueGrowth) ? 1 : 0;
        }
        // 180 of 200 are expected; 160 would be nearly five standard deviations off.
        assertThat(sharpe).isBetween(162, 195);
        assertThat(growth).isBetween(162, 195);
    }

    @Property(tries = 30)
    void ends_are_ordered_wider_for_more_confidence_and_the_same_for_the_same_seed(
            @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 10) double length) {
        double[] returns = Noise.normal(60, 0.002, 0.02, seed);
        BootstrapIntervals intervals = BootstrapIntervals.of(returns, length, 200, 0.8, seed);
        assertThat(BootstrapIntervals.of(returns, length, 200, 0.8, seed)).isEqualTo(intervals);
        BootstrapIntervals wider = BootstrapIntervals.of(returns, length, 200, 0.95, seed);
        for (ConfidenceInterval[] pair : new ConfidenceInterval[][] {
            {intervals.totalReturn(), wider.totalReturn()},
            {intervals.sharpe(), wider.sharpe()},
            {intervals.maxDrawdown(), wider.maxDrawdown()}
        }) {
            assertThat(pair[0].lower()).isLessThanOrEqualTo(pair[0].upper()).isGreaterThanOrEqualTo(pair[1].lower());
            assertThat(pair[0].upper()).isLessThanOrEqualTo(pair[1].upper());
            assertThat(pair[0].estimate()).isEqualTo(pair[1].estimate());
        }
        assertThat(intervals.maxDrawdown().lower()).isGreaterThanOrEqualTo(0);
        assertThat(intervals.maxDrawdown().upper()).isLessThanOrEqualTo(1);
    }

    @Test
    void too_few_or_equal_returns_have_an_estimate_but_no_ends() {
        BootstrapIntervals few = BootstrapIntervals.of(new double[] {0.1, 0.2}, 2, 100, 0.9, 1);
        assertThat(few.totalReturn().estimate()).isCloseTo(0.32, within(1e-15));
        assertThat(few.totalReturn().lower()).isNaN();
        assertThat(few.sharpe().upper()).isNaN();
        BootstrapIntervals flat = BootstrapIntervals.of(new double[50], 2, 100, 0.9, 1);
        assertThat(flat.sharpe().estimate()).isNaN();
        assertThat(flat.maxDrawdown().estimate()).isZero();
        assertThat(flat.maxDrawdown().upper()).isNaN();
        BootstrapIntervals none = BootstrapIntervals.of(new double[0], 1, 100, 0.9, 1);
        assertThat(none.totalReturn().estimate()).isZero();
        assertThat(none.totalReturn().lower()).isNaN();
        double[] holed = Noise.normal(50, 0, 1, 1);
        holed[3] = Double.NaN;
        assertThat(BootstrapIntervals.of(holed, 1, 100, 0.9, 1).totalReturn().lower())
                .isNaN();
    }

    @Test
    void an_interval_changes_its_unit_as_a_whole() {
        ConfidenceInterval yearly = new ConfidenceInterval(0.1, -0.1, 0.2, 0.9).times(10);
        assertThat(yearly).isEqualTo(new ConfidenceInterval(1, -1, 2, 0.9));
    }

    @Test
    void settings_out_of_range_are_refused() {
        double[] returns = Noise.normal(50, 0, 1, 1);
        assertThatThrownBy(() -> BootstrapIntervals.of(returns, 1, 0, 0.9, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BootstrapIntervals.of(returns, 1, 100, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BootstrapIntervals.of(returns, 0.9, 100, 0.9, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean covers(ConfidenceInterval interval, double truth) {
        return interval.lower() <= truth && truth <= interval.upper();
    }

    private static double variance(double[] values) {
        double mean = ReturnStatistics.mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN);
    }
}
