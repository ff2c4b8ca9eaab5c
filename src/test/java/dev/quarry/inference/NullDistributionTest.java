package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NullDistributionTest {

    private static final NullDistribution FOUR = NullDistribution.of(new double[] {3, 1, Double.NaN, 2, 2});

    @Test
    void the_observed_result_is_counted_among_the_random_ones() {
        assertThat(FOUR.size()).isEqualTo(4);
        assertThat(FOUR.pValue(4)).isEqualTo(0.2);
        assertThat(FOUR.pValue(3)).isEqualTo(0.4);
        assertThat(FOUR.pValue(2)).isEqualTo(0.8);
        assertThat(FOUR.pValue(0)).isEqualTo(1);
    }

    @Test
    void equal_results_count_half_as_below() {
        assertThat(FOUR.shareBelow(0)).isZero();
        assertThat(FOUR.shareBelow(1)).isEqualTo(0.125);
        assertThat(FOUR.shareBelow(2)).isEqualTo(0.5);
        assertThat(FOUR.shareBelow(9)).isEqualTo(1);
        NullDistribution zeros = NullDistribution.of(new double[] {-0.0, 0.0});
        assertThat(zeros.shareBelow(0.0)).isEqualTo(0.5);
        assertThat(zeros.shareBelow(-0.0)).isEqualTo(0.5);
    }

    @Test
    void quantiles_are_interpolated() {
        NullDistribution five = NullDistribution.of(new double[] {50, 10, 20, 40, 30});
        assertThat(five.quantile(0)).isEqualTo(10);
        assertThat(five.quantile(0.5)).isEqualTo(30);
        assertThat(five.quantile(0.9)).isCloseTo(46, within(1e-12));
        assertThat(five.quantile(1)).isEqualTo(50);
        assertThatThrownBy(() -> five.quantile(1.1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void without_results_there_is_no_rank() {
        NullDistribution nothing = NullDistribution.of(new double[] {Double.NaN});
        assertThat(nothing.size()).isZero();
        assertThat(nothing.pValue(1)).isEqualTo(1);
        assertThat(nothing.shareBelow(1)).isNaN();
        assertThat(nothing.quantile(0.5)).isNaN();
        assertThat(FOUR.pValue(Double.NaN)).isNaN();
        assertThat(FOUR.shareBelow(Double.NaN)).isNaN();
    }

    @Property(tries = 300)
    void a_better_result_never_has_a_higher_p_value(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int size) {
        NullDistribution random = NullDistribution.of(Noise.normal(size, 0, 1, seed));
        double[] observed = Noise.normal(2, 0, 1, seed + 1);
        double better = Math.max(observed[0], observed[1]);
        double worse = Math.min(observed[0], observed[1]);
        assertThat(random.pValue(better)).isBetween(1.0 / (size + 1), random.pValue(worse));
        assertThat(random.shareBelow(better)).isBetween(random.shareBelow(worse), 1.0);
    }

    @Test
    void buy_and_hold_returns_compound_to_its_total() {
        double[] closes = {100, 110, 99, 120};
        double[] returns = BuyAndHold.returns(closes);
        assertThat(returns).hasSize(3);
        assertThat(returns[0]).isCloseTo(0.1, within(1e-15));
        assertThat(ReturnStatistics.totalReturn(returns)).isCloseTo(0.2, within(1e-15));
        assertThat(BuyAndHold.totalReturn(closes)).isCloseTo(0.2, within(1e-15));
        assertThat(BuyAndHold.returns(new double[0])).isEmpty();
        assertThat(BuyAndHold.totalReturn(new double[] {7})).isZero();
    }

    @Test
    void excess_is_taken_period_by_period() {
        assertThat(BuyAndHold.excess(new double[] {3, 1}, new double[] {1, 2})).containsExactly(2, -1);
        assertThatThrownBy(() -> BuyAndHold.excess(new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
