package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContingencyTableTest {

    /** Fisher (1935): of 8 cups the lady names all 4 right with probability 1/70, at least 3 with 17/70. */
    @Test
    void the_lady_tasting_tea() {
        assertThat(new ContingencyTable(4, 0, 0, 4).fisherGreater()).isCloseTo(1 / 70.0, within(1e-15));
        assertThat(new ContingencyTable(3, 1, 1, 3).fisherGreater()).isCloseTo(17 / 70.0, within(1e-15));
        assertThat(new ContingencyTable(3, 1, 1, 3).fisherTwoSided()).isCloseTo(34 / 70.0, within(1e-15));
        assertThat(new ContingencyTable(2, 2, 2, 2).fisherTwoSided()).isCloseTo(1, within(1e-15));
    }

    /** Fisher's convicted twins (10 of 13 against 2 of 17), and large tables; values by an independent implementation. */
    @ParameterizedTest
    @CsvSource({
        "10, 3, 2, 15, 0.000465180943362905, 0.0005367241191434357",
        "300, 9700, 25000, 965000, 0.001842505475540453, 0.0032237479238771778",
        "4000, 6000, 390000, 600000, 0.11057708562171563, 0.21718358175915492",
        "120, 9880, 25000, 965000, 1.0, 1.3977467921235306e-20"
    })
    void known_tables_have_their_known_probabilities(long a, long b, long c, long d, double greater, double twoSided) {
        ContingencyTable table = new ContingencyTable(a, b, c, d);
        assertThat(table.fisherGreater()).isCloseTo(greater, withinPercentage(1e-6));
        assertThat(table.fisherTwoSided()).isCloseTo(twoSided, withinPercentage(1e-6));
    }

    @Property(tries = 500)
    void small_tables_agree_with_exact_fractions(
            @ForAll @IntRange(max = 15) int a,
            @ForAll @IntRange(max = 15) int b,
            @ForAll @IntRange(max = 15) int c,
            @ForAll @IntRange(max = 15) int d) {
        BigInteger observed = ways(a, b, c, d);
        BigInteger all = BigInteger.ZERO;
        BigInteger greater = BigInteger.ZERO;
        BigInteger asUnlikely = BigInteger.ZERO;
        for (int x = Math.max(0, a - d); x <= Math.min(a + b, a + c); x++) {
            BigInteger ways = ways(x, a + b - x, a + c - x, d - a + x);
            all = all.add(ways);
            greater = greater.add(x >= a ? ways : BigInteger.ZERO);
            asUnlikely = asUnlikely.add(ways.compareTo(observed) <= 0 ? ways : BigInteger.ZERO);
        }
        ContingencyTable table = new ContingencyTable(a, b, c, d);
        assertThat(table.fisherGreater()).isCloseTo(ratio(greater, all), withinPercentage(1e-10));
        assertThat(table.fisherTwoSided()).isCloseTo(ratio(asUnlikely, all), withinPercentage(1e-10));
    }

    @Property(tries = 300)
    void more_successes_with_the_condition_make_it_more_significant(
            @ForAll @IntRange(min = 1, max = 5000) int a,
            @ForAll @IntRange(min = 1, max = 5000) int b,
            @ForAll @IntRange(min = 1, max = 5000) int c,
            @ForAll @IntRange(min = 1, max = 5000) int d) {
        double p = new ContingencyTable(a, b, c, d).fisherGreater();
        assertThat(p).isBetween(0.0, 1.0);
        assertThat(new ContingencyTable(a + 1, b - 1, c - 1, d + 1).fisherGreater())
                .isLessThanOrEqualTo(p);
        assertThat(new ContingencyTable(a, b, c, d).fisherTwoSided()).isBetween(0.0, 1.0);
    }

    @Property(tries = 100)
    void the_two_sided_test_does_not_care_which_is_the_condition(
            @ForAll @IntRange(max = 500) int a,
            @ForAll @IntRange(max = 500) int b,
            @ForAll @IntRange(max = 500) int c,
            @ForAll @IntRange(max = 500) int d) {
        double p = new ContingencyTable(a, b, c, d).fisherTwoSided();
        assertThat(new ContingencyTable(a, c, b, d).fisherTwoSided()).isCloseTo(p, within(1e-10));
        assertThat(new ContingencyTable(c, d, a, b).fisherTwoSided()).isCloseTo(p, within(1e-10));
    }

    @Test
    void a_hopeless_table_of_millions_is_answered_at_once_and_never_below_zero() {
        ContingencyTable table = new ContingencyTable(3_000_000, 0, 0, 5_960_000);
        assertThat(table.fisherGreater()).isZero();
        assertThat(table.fisherTwoSided()).isZero();
        assertThat(new ContingencyTable(0, 3_000_000, 3_000_000, 0).fisherGreater())
                .isEqualTo(1);
    }

    @Test
    void lift_compares_the_rate_with_the_base_rate() {
        ContingencyTable table = new ContingencyTable(30, 70, 70, 830);
        assertThat(table.total()).isEqualTo(1000);
        assertThat(table.baseRate()).isEqualTo(0.1);
        assertThat(table.rateWith()).isEqualTo(0.3);
        assertThat(table.rateWithout()).isEqualTo(70 / 900.0);
        assertThat(table.lift()).isCloseTo(3, within(1e-15));
    }

    @Test
    void empty_margins_tell_nothing() {
        ContingencyTable nothing = new ContingencyTable(0, 0, 0, 0);
        assertThat(nothing.baseRate()).isNaN();
        assertThat(nothing.lift()).isNaN();
        assertThat(nothing.fisherGreater()).isEqualTo(1);
        assertThat(nothing.fisherTwoSided()).isEqualTo(1);
        assertThat(new ContingencyTable(0, 0, 5, 9).lift()).isNaN();
        assertThat(new ContingencyTable(0, 4, 0, 9).lift()).isNaN();
        assertThat(new ContingencyTable(0, 4, 0, 9).fisherGreater()).isEqualTo(1);
        assertThatThrownBy(() -> new ContingencyTable(-1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static BigInteger ways(int a, int b, int c, int d) {
        return choose(a + b, a).multiply(choose(c + d, c));
    }

    private static BigInteger choose(int n, int k) {
        BigInteger result = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            result = result.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return result;
    }

    private static double ratio(BigInteger part, BigInteger whole) {
        return part.doubleValue() / whole.doubleValue();
    }
}
