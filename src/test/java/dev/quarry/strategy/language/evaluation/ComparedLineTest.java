package dev.quarry.strategy.language.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Lines are compared as their values are, rounded or not. */
class ComparedLineTest {

    private static final Lanes.Scale PRICES = new Lanes.Scale(100, 200);

    @Test
    void lines_of_any_numbers_compare_as_their_values_do() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 300; round++) {
            int size = random.nextInt(200);
            double[] a = values(random, size);
            double[] b = values(random, size);
            ComparedLine first = new ComparedLine(a, PRICES);
            ComparedLine second = new ComparedLine(b, PRICES);
            // The first few comparisons are bar by bar.
            for (int time = 0; time < 8; time++) {
                long[] above = first.above(second, false);
                long[] atLeast = first.above(second, true);
                long[] crosses = first.crossesAbove(second);
                assertThat(above).hasSize(size / 64 + 1).hasSameSizeAs(atLeast).hasSameSizeAs(crosses);
                for (int bar = 0; bar < above.length * 64; bar++) {
                    boolean known = bar < size;
                    assertThat(holds(above, bar)).isEqualTo(known && a[bar] > b[bar]);
                    assertThat(holds(atLeast, bar)).isEqualTo(known && a[bar] >= b[bar]);
                    assertThat(holds(crosses, bar))
                            .isEqualTo(known && bar > 0 && a[bar] > b[bar] && a[bar - 1] <= b[bar - 1]);
                }
            }
        }
    }

    private static boolean holds(long[] bits, int bar) {
        return (bits[bar >>> 6] >>> bar & 1) != 0;
    }

    private static double[] values(SplittableRandom random, int size) {
        double[] odd = {Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, 100
        };
        boolean isOdd = random.nextInt(3) == 0;
        double from = random.nextInt(2) == 0 ? 100 : -1;
        double width = random.nextInt(2) == 0 ? 100 : 1e-4;
        double[] values = new double[size];
        for (int bar = 0; bar < size; bar++) {
            values[bar] = isOdd && random.nextInt(20) == 0
                    ? odd[random.nextInt(odd.length)]
                    : from + width * random.nextInt(50) / 50;
        }
        return values;
    }
}
