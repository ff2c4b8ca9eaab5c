package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReturnStatisticsTest {

    @Test
    void returns_compound() {
        assertThat(ReturnStatistics.totalReturn(new double[] {0.1, -0.5, 1})).isCloseTo(0.1, within(1e-15));
        assertThat(ReturnStatistics.totalReturn(new double[0])).isZero();
    }

    @Test
    void the_sharpe_ratio_is_the_mean_in_sample_deviations() {
        assertThat(ReturnStatistics.deviation(new double[] {1, 2, 3})).isEqualTo(1);
        assertThat(ReturnStatistics.sharpe(new double[] {1, 2, 3})).isEqualTo(2);
    }

    @Test
    void equal_returns_have_no_sharpe_ratio_however_they_round() {
        double[] equal = new double[97];
        Arrays.fill(equal, 0.1);
        assertThat(ReturnStatistics.deviation(equal)).isZero();
        assertThat(ReturnStatistics.sharpe(equal)).isNaN();
        assertThat(ReturnStatistics.sharpe(new double[50])).isNaN();
    }

    @Test
    void a_drawdown_counts_from_the_earlier_peak_and_from_the_start() {
        assertThat(ReturnStatistics.maxDrawdown(new double[] {1, -0.25, 0.1, -0.2}))
                .isCloseTo(0.34, within(1e-15));
        assertThat(ReturnStatistics.maxDrawdown(new double[] {-0.5, 3})).isEqualTo(0.5);
        assertThat(ReturnStatistics.maxDrawdown(new double[] {0.1, 0})).isZero();
    }

    @Test
    void what_cannot_be_computed_is_nan() {
        double[] unknown = {0.1, Double.NaN, 0.2};
        assertThat(ReturnStatistics.mean(new double[0])).isNaN();
        assertThat(ReturnStatistics.deviation(new double[] {0.1})).isNaN();
        assertThat(ReturnStatistics.sharpe(unknown)).isNaN();
        assertThat(ReturnStatistics.totalReturn(unknown)).isNaN();
        assertThat(ReturnStatistics.maxDrawdown(unknown)).isNaN();
    }
}
