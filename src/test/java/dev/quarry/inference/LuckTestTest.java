package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LuckTestTest {

    private static final int PERIODS = 64;
    private static final int RESAMPLES = 999;

    @Test
    void the_best_of_worthless_strategies_is_rarely_said_to_be_more() {
        int wrong = 0;
        for (int market = 0; market < 200; market++) {
            double[][] search = noise(market, 40);
            wrong += of(search).probability(best(search), search.length) <= 0.05 ? 1 : 0;
        }
        // 5 percent of 200, and three standard deviations more.
        assertThat(wrong).isBetween(1, 19);
    }

    @Test
    void a_single_strategy_is_judged_as_by_students_t() {
        double[] sums = noise(5, 1)[0];
        for (int p = 0; p < PERIODS; p++) {
            sums[p] += 0.25;
        }
        LuckTest test = of(sums);
        double ratio = ReturnStatistics.mean(sums) / (ReturnStatistics.deviation(sums) / Math.sqrt(PERIODS));
        assertThat(test.probability(sums, 1)).isCloseTo(NormalDistribution.cdf(-ratio), within(0.02));
    }

    @Test
    void copies_count_as_one_and_many_different_ones_as_many() {
        double[][] search = noise(1, 50);
        LuckTest once = of(search);
        LuckTest often = new LuckTest(PERIODS, RESAMPLES, 1);
        for (int copy = 0; copy < 20; copy++) {
            Arrays.stream(search).forEach(often::add);
        }
        assertThat(often.probability(search[0], 50)).isEqualTo(once.probability(search[0], 50));
        assertThat(often.effectiveTrials(50)).isEqualTo(once.effectiveTrials(50));
        assertThat(once.effectiveTrials(50)).isBetween(25.0, 50.0);
    }

    @Test
    void strategies_that_were_not_drawn_make_it_more_likely() {
        double[][] search = noise(2, 200);
        double[] winner = best(search);
        LuckTest test = of(search);
        assertThat(test.probability(winner, 3_200)).isGreaterThan(test.probability(winner, 200));
        assertThat(test.effectiveTrials(3_200)).isGreaterThan(test.effectiveTrials(200));
    }

    @Test
    void what_does_not_vary_or_is_too_short_cannot_be_computed() {
        LuckTest test = of(noise(3, 5));
        double[] flat = new double[PERIODS];
        Arrays.fill(flat, 0.1);
        assertThat(test.probability(flat, 5)).isNaN();
        assertThat(new LuckTest(2, 10, 1).probability(new double[] {1, 2}, 1)).isNaN();
        assertThat(new LuckTest(PERIODS, 10, 1).effectiveTrials(0)).isEqualTo(1);
        assertThatThrownBy(() -> test.add(new double[3])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void returns_are_summed_by_neighbours_and_none_is_lost() {
        double[] days = new double[200];
        Arrays.setAll(days, day -> day);
        assertThat(LuckTest.periods(200)).isEqualTo(64);
        assertThat(LuckTest.periods(60)).isEqualTo(20);
        assertThat(LuckTest.periods(2)).isZero();
        double[] sums = LuckTest.sums(days);
        assertThat(Arrays.stream(sums).sum()).isEqualTo(199 * 200 / 2.0);
        assertThat(sums[0]).isEqualTo(0 + 1 + 2);
        assertThat(LuckTest.sums(new double[0])).isEmpty();
    }

    @Property(tries = 200)
    void the_pairs_that_no_other_beats_tell_of_all(@ForAll long seed) {
        Random random = new Random(seed);
        BestOfBoth best = new BestOfBoth();
        double[][] pairs = new double[40][2];
        for (double[] pair : pairs) {
            pair[0] = random.nextInt(8);
            pair[1] = random.nextInt(8);
            best.add(pair[0], pair[1]);
        }
        for (int mean = 0; mean < 9; mean++) {
            for (int ratio = 0; ratio < 9; ratio++) {
                int m = mean;
                int r = ratio;
                assertThat(best.has(m, r))
                        .isEqualTo(Arrays.stream(pairs).anyMatch(pair -> pair[0] >= m && pair[1] >= r));
            }
        }
        assertThat(best.greatestRatio())
                .isEqualTo(
                        Arrays.stream(pairs).mapToDouble(pair -> pair[1]).max().orElseThrow());
    }

    private static LuckTest of(double[]... search) {
        LuckTest test = new LuckTest(PERIODS, RESAMPLES, 1);
        Arrays.stream(search).forEach(test::add);
        return test;
    }

    /** By the mean in standard errors. */
    private static double[] best(double[][] search) {
        return Arrays.stream(search)
                .max((a, b) -> Double.compare(ReturnStatistics.sharpe(a), ReturnStatistics.sharpe(b)))
                .orElseThrow();
    }

    private static double[][] noise(long seed, int strategies) {
        Random random = new Random(seed);
        double[][] search = new double[strategies][PERIODS];
        for (double[] strategy : search) {
            Arrays.setAll(strategy, p -> random.nextGaussian());
        }
        return search;
    }
}
