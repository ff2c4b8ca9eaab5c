package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {

    /** Benjamini and Hochberg (1995), the thrombolysis trial: four of fifteen hypotheses are rejected at 5 percent. */
    @Test
    void the_published_trial_has_four_discoveries() {
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0000
        };
        double[] q = BenjaminiHochberg.qValues(p);
        assertThat(Arrays.stream(q).filter(value -> value <= 0.05).count()).isEqualTo(4);
        assertThat(q[3]).isCloseTo(0.0095 * 15 / 4, within(1e-15));
        assertThat(q[14]).isEqualTo(1);
    }

    @Test
    void a_test_that_was_not_made_does_not_count() {
        double[] q = BenjaminiHochberg.qValues(new double[] {0.03, Double.NaN, 0.01});
        assertThat(q[0]).isEqualTo(0.03);
        assertThat(q[1]).isNaN();
        assertThat(q[2]).isEqualTo(0.02);
        assertThat(BenjaminiHochberg.qValues(new double[0])).isEmpty();
    }

    @Test
    void what_is_no_probability_is_refused() {
        assertThatThrownBy(() -> BenjaminiHochberg.qValues(new double[] {0.5, 1.5}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void q_values_follow_the_order_of_the_p_values_and_lie_above_them(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int tests) {
        double[] p = new Random(seed)
                .doubles(tests)
                .map(u -> Math.round(u * 50) / 50.0)
                .toArray();
        double[] q = BenjaminiHochberg.qValues(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(q[i]).isBetween(p[i], 1.0);
            for (int j = 0; j < p.length; j++) {
                if (p[i] <= p[j]) {
                    assertThat(q[i]).isLessThanOrEqualTo(q[j]);
                }
            }
        }
    }
}
