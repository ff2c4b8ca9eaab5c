package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalDistributionTest {

    /** Forty-digit arithmetic, rounded; one point in each piece of the approximation and at its seams. */
    @ParameterizedTest
    @CsvSource({
        "-30, 4.9067139271481870595e-198",
        "-20, 2.7536241186062336951e-89",
        "-10, 7.619853024160526066e-24",
        "-5.7, 5.9903714010635281878e-9",
        "-5.6, 1.071759025831092932e-8",
        "-3, 0.0013498980316300945267",
        "-2, 0.0227501319481792072",
        "-1, 0.15865525393145705141",
        "-0.7, 0.24196365222307302862",
        "-0.67, 0.25142889509531010155",
        "-0.1, 0.46017216272297101633",
        "0, 0.5",
        "0.3, 0.61791142218895263307",
        "0.67448975, 0.74999999993768981536",
        "1, 0.84134474606854294859",
        "1.96, 0.97500210485177956379",
        "6, 0.99999999901341235496",
        "8.2, 0.99999999999999987981"
    })
    void the_probability_agrees_with_exact_values(double x, double probability) {
        assertThat(NormalDistribution.cdf(x)).isCloseTo(probability, withinPercentage(1e-12));
    }

    /** Forty-digit arithmetic; those at 0.25, 0.001 and 1e-20 are the check values that Wichura (1988) prints. */
    @ParameterizedTest
    @CsvSource({
        "1e-300, -37.047096299361199237",
        "1e-20, -9.2623400897984075796",
        "1e-11, -6.7060231554951362961",
        "1e-5, -4.2648907939228246102",
        "0.001, -3.0902323061678135354",
        "0.02, -2.0537489106318230443",
        "0.075, -1.4395314709384559349",
        "0.25, -0.6744897501960817432",
        "0.6, 0.25334710313579974132",
        "0.9, 1.2815515655446005935",
        "0.95, 1.6448536269514722843",
        "0.975, 1.9599639845400538556",
        "0.999, 3.0902323061678132778"
    })
    void the_quantile_agrees_with_exact_values(double probability, double x) {
        assertThat(NormalDistribution.quantile(probability)).isCloseTo(x, withinPercentage(1e-13));
    }

    @Test
    void the_ends_are_infinite_and_nan_stays_nan() {
        assertThat(NormalDistribution.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NormalDistribution.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(NormalDistribution.quantile(0.5)).isZero();
        assertThat(NormalDistribution.quantile(Double.NaN)).isNaN();
        assertThat(NormalDistribution.cdf(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(NormalDistribution.cdf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(NormalDistribution.cdf(Double.NaN)).isNaN();
    }

    @Test
    void what_is_no_probability_has_no_quantile() {
        assertThatThrownBy(() -> NormalDistribution.quantile(-0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NormalDistribution.quantile(1.1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 2000)
    void the_quantile_undoes_the_probability(@ForAll @DoubleRange(min = -37, max = 4) double x) {
        double back = NormalDistribution.quantile(NormalDistribution.cdf(x));
        assertThat(back).isCloseTo(x, within(1e-11));
    }

    @Property(tries = 2000)
    void the_probability_grows_and_is_symmetric(
            @ForAll @DoubleRange(min = -40, max = 40) double a, @ForAll @DoubleRange(min = -40, max = 40) double b) {
        assertThat(NormalDistribution.cdf(Math.min(a, b))).isLessThanOrEqualTo(NormalDistribution.cdf(Math.max(a, b)));
        assertThat(NormalDistribution.cdf(a) + NormalDistribution.cdf(-a)).isCloseTo(1, within(1e-15));
    }
}
