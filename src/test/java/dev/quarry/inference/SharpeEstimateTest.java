package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SharpeEstimateTest {

    /** Bailey and López de Prado (2012), the hedge fund with two years of monthly returns. */
    private static final SharpeEstimate FUND = new SharpeEstimate(24, 0.458, -2.448, 10.164);

    @Test
    void the_published_fund_has_its_published_probabilities() {
        SharpeEstimate asIfNormal = new SharpeEstimate(24, 0.458, 0, 3);
        assertThat(asIfNormal.probabilityAbove(0)).isCloseTo(0.982, within(5e-4));
        assertThat(FUND.probabilityAbove(0)).isCloseTo(0.913, within(5e-4));
    }

    /** Bailey and López de Prado (2012): a yearly ratio of 2 against 1, in years of 250 days, 52 weeks or 12 months. */
    @Test
    void the_published_track_records_have_their_published_lengths() {
        assertThat(years(250, 0, 3)).isCloseTo(2.73, within(5e-3));
        assertThat(years(52, 0, 3)).isCloseTo(2.83, within(5e-3));
        assertThat(years(12, 0, 3)).isCloseTo(3.24, within(5e-3));
        assertThat(years(12, -0.72, 5.78)).isCloseTo(4.99, within(5e-3));
    }

    /** Bailey and López de Prado (2014), numerical example: yearly ratio 2.5 over 1,250 days. */
    @Test
    void the_published_strategy_has_its_published_deflated_ratio() {
        double daily = 2.5 / Math.sqrt(250);
        SharpeEstimate skewed = new SharpeEstimate(1250, daily, -3, 10);
        SharpeEstimate normal = new SharpeEstimate(1250, daily, 0, 3);
        assertThat(skewed.deflated(new Trials(100, 0.5 / 250))).isCloseTo(0.9004, within(5e-5));
        assertThat(skewed.deflated(new Trials(46, 0.5 / 250))).isCloseTo(0.9505, within(5e-5));
        assertThat(normal.deflated(new Trials(88, 0.5 / 250))).isCloseTo(0.9505, within(5e-5));
    }

    @Test
    void the_moments_of_a_small_series_are_those_computed_by_hand() {
        SharpeEstimate estimate = SharpeEstimate.of(new double[] {0, 0, 0, 4});
        assertThat(estimate.observations()).isEqualTo(4);
        assertThat(estimate.ratio()).isEqualTo(0.5);
        assertThat(estimate.skewness()).isCloseTo(2 / Math.sqrt(3), within(1e-15));
        assertThat(estimate.kurtosis()).isCloseTo(7.0 / 3, within(1e-15));
    }

    @Test
    void the_standard_error_is_what_repeated_normal_samples_show() {
        double[] ratios = new double[4000];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = SharpeEstimate.of(Noise.normal(100, 0.8, 1, i)).ratio();
        }
        double expected = new SharpeEstimate(100, 0.8, 0, 3).standardError();
        assertThat(ReturnStatistics.deviation(ratios)).isCloseTo(expected, within(0.05 * expected));
    }

    @Test
    void without_enough_or_varying_returns_nothing_is_computed() {
        for (double[] returns : new double[][] {{}, {0.1}, {0.1, 0.1, 0.1}, {0.1, Double.NaN, 0.3}, new double[100]}) {
            SharpeEstimate estimate = SharpeEstimate.of(returns);
            assertThat(estimate.ratio()).isNaN();
            assertThat(estimate.standardError()).isNaN();
            assertThat(estimate.probabilityAbove(0)).isNaN();
            assertThat(estimate.minimumTrackRecord(0, 0.95)).isNaN();
            assertThat(estimate.deflated(new Trials(10, 0.01))).isNaN();
        }
        assertThat(FUND.probabilityAbove(Double.NaN)).isNaN();
        assertThat(FUND.minimumTrackRecord(Double.NaN, 0.95)).isNaN();
    }

    @Test
    void moments_that_no_distribution_has_tell_nothing() {
        assertThat(new SharpeEstimate(100, 1, 5, 3).probabilityAbove(0)).isNaN();
    }

    @Test
    void no_record_is_long_enough_for_a_ratio_that_is_not_above_the_benchmark() {
        assertThat(FUND.minimumTrackRecord(0.458, 0.95)).isInfinite();
        assertThat(FUND.minimumTrackRecord(1, 0.95)).isInfinite();
        assertThat(FUND.minimumTrackRecord(0, 0.5)).isEqualTo(1);
    }

    @Test
    void a_confidence_lies_between_one_half_and_one() {
        assertThatThrownBy(() -> FUND.minimumTrackRecord(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FUND.minimumTrackRecord(0, 0.4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FUND.minimumTrackRecord(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void the_shortest_sufficient_record_just_reaches_the_confidence(
            @ForAll @DoubleRange(min = 0.02, max = 1) double ratio,
            @ForAll @DoubleRange(min = -1.5, max = 1) double skewness,
            @ForAll @DoubleRange(min = 3.5, max = 20) double kurtosis,
            @ForAll @DoubleRange(min = 0.6, max = 0.99) double confidence) {
        SharpeEstimate any = new SharpeEstimate(2, ratio, skewness, kurtosis);
        int needed = (int) Math.ceil(any.minimumTrackRecord(0, confidence));
        assertThat(new SharpeEstimate(Math.max(2, needed), ratio, skewness, kurtosis).probabilityAbove(0))
                .isGreaterThanOrEqualTo(confidence - 1e-9);
        if (needed > 3) {
            assertThat(new SharpeEstimate(needed - 1, ratio, skewness, kurtosis).probabilityAbove(0))
                    .isLessThan(confidence + 1e-9);
        }
    }

    @Property(tries = 300)
    void an_estimate_does_not_depend_on_the_scale_of_the_returns(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int size) {
        double[] returns = Noise.normal(size, 0.1, 1, seed);
        assertThat(SharpeEstimate.of(Noise.scaled(returns, 1.0 / 1024))).isEqualTo(SharpeEstimate.of(returns));
    }

    @Property(tries = 300)
    void a_higher_benchmark_and_more_trials_never_raise_the_probability(
            @ForAll long seed,
            @ForAll @DoubleRange(min = -1, max = 1) double benchmark,
            @ForAll @IntRange(min = 1, max = 1_000_000) int trials) {
        SharpeEstimate estimate = SharpeEstimate.of(Noise.normal(120, 0.05, 1, seed));
        double probability = estimate.probabilityAbove(benchmark);
        assertThat(probability).isBetween(0.0, 1.0);
        assertThat(estimate.probabilityAbove(benchmark + 0.01)).isLessThanOrEqualTo(probability);
        double deflated = estimate.deflated(new Trials(trials, 0.01));
        assertThat(deflated).isBetween(0.0, estimate.probabilityAbove(0));
        assertThat(estimate.deflated(new Trials(trials * 2.0, 0.01))).isLessThanOrEqualTo(deflated);
    }

    private static double years(int perYear, double skewness, double kurtosis) {
        SharpeEstimate estimate = new SharpeEstimate(2, 2 / Math.sqrt(perYear), skewness, kurtosis);
        return estimate.minimumTrackRecord(1 / Math.sqrt(perYear), 0.95) / perYear;
    }
}
