package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TrialsTest {

    /** Bailey and López de Prado (2014), numerical example. */
    @Test
    void the_published_trials_have_their_published_expected_maximum() {
        assertThat(new Trials(100, 0.5 / 250).expectedMaximumSharpe()).isCloseTo(0.1132, within(5e-5));
    }

    @Test
    void the_expected_maximum_is_about_what_normal_draws_show() {
        Random random = new Random(7);
        for (int count : new int[] {10, 100, 1000}) {
            double sum = 0;
            for (int i = 0; i < 2000; i++) {
                sum += random.doubles(count)
                        .map(u -> random.nextGaussian())
                        .max()
                        .orElseThrow();
            }
            double expected = new Trials(count, 1).expectedMaximumSharpe();
            assertThat(sum / 2000).isCloseTo(expected, within(0.05 * expected));
        }
    }

    @Test
    void one_trial_has_no_maximum_to_expect() {
        assertThat(new Trials(1, Double.NaN).expectedMaximumSharpe()).isZero();
        assertThat(new Trials(1.001, 1).expectedMaximumSharpe()).isZero();
    }

    @Test
    void trials_without_skill_vary_as_measured_ratios_do() {
        double[] ratios = new double[4000];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ReturnStatistics.sharpe(Noise.normal(101, 0, 1, i));
        }
        Trials assumed = Trials.withoutSkill(ratios.length, 101);
        assertThat(assumed.sharpeVariance()).isEqualTo(0.01);
        assertThat(variance(ratios)).isCloseTo(0.01, within(0.001));
        assertThat(Trials.withoutSkill(5, 1).expectedMaximumSharpe()).isNaN();
    }

    @Test
    void there_is_no_less_than_one_trial_and_no_negative_variance() {
        assertThatThrownBy(() -> new Trials(0.5, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Trials(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Trials(2, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void more_trials_and_more_variance_raise_the_expected_maximum(
            @ForAll @DoubleRange(min = 1, max = 1e8) double count,
            @ForAll @DoubleRange(min = 0, max = 4) double variance) {
        double expected = new Trials(count, variance).expectedMaximumSharpe();
        assertThat(expected).isGreaterThanOrEqualTo(0);
        assertThat(new Trials(count * 1.5, variance).expectedMaximumSharpe()).isGreaterThanOrEqualTo(expected);
        assertThat(new Trials(count, variance * 2).expectedMaximumSharpe()).isGreaterThanOrEqualTo(expected);
    }

    @Property(tries = 100)
    void the_average_correlation_is_that_of_all_pairs(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int series) {
        double[][] returns = Noise.strategies(series, 30, 0.1, 1, seed);
        AverageCorrelation average = new AverageCorrelation(30);
        double pairs = 0;
        for (int i = 0; i < series; i++) {
            average.add(returns[i]);
            for (int j = 0; j < i; j++) {
                pairs += correlation(returns[i], returns[j]);
            }
        }
        assertThat(average.series()).isEqualTo(series);
        assertThat(average.value()).isCloseTo(pairs / (series * (series - 1) / 2.0), within(1e-12));
    }

    @Test
    void copies_correlate_fully_and_flat_series_not_at_all() {
        AverageCorrelation average = new AverageCorrelation(50);
        double[] returns = Noise.normal(50, 0, 1, 3);
        average.add(returns);
        assertThat(average.value()).isNaN();
        average.add(Noise.scaled(returns, 5));
        average.add(new double[50]);
        assertThat(average.series()).isEqualTo(2);
        assertThat(average.value()).isCloseTo(1, within(1e-12));
        assertThatThrownBy(() -> average.add(new double[49])).isInstanceOf(IllegalArgumentException.class);
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = ReturnStatistics.mean(a);
        double meanB = ReturnStatistics.mean(b);
        double products = 0;
        for (int t = 0; t < a.length; t++) {
            products += (a[t] - meanA) * (b[t] - meanB);
        }
        return products / (a.length - 1) / ReturnStatistics.deviation(a) / ReturnStatistics.deviation(b);
    }

    private static double variance(double[] values) {
        double deviation = ReturnStatistics.deviation(values);
        return deviation * deviation;
    }
}
