package dev.quarry.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void a_spread_that_is_only_rounding_is_none() {
        assertThat(Ratio.of(0.01, 3.5e-18, -0.02)).isNaN();
        assertThat(Ratio.of(-0.01, 2e-14, -1e-4)).isNaN();
        assertThat(Ratio.of(0.01, 0, -0.02)).isNaN();
        assertThat(Ratio.of(0, 0, 0)).isNaN();
    }

    @Test
    void a_small_spread_is_one() {
        assertThat(Ratio.of(0.01, 1e-8, -0.02)).isEqualTo(0.01 / 1e-8);
        assertThat(Ratio.of(-0.01, 0.5, 0)).isEqualTo(-0.02);
    }

    @Test
    void too_few_values_have_the_references_ratio_of_0() {
        assertThat(Ratio.of(0.01, Double.NaN, -0.02)).isZero();
    }
}
