package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StationaryBootstrapTest {

    @Property(tries = 200)
    void indices_and_blocks_are_the_same_resample(
            @ForAll @IntRange(min = 1, max = 60) int observations,
            @ForAll @DoubleRange(min = 1, max = 100) double meanBlockLength,
            @ForAll long seed) {
        StationaryBootstrap byIndex = new StationaryBootstrap(observations, meanBlockLength, seed);
        StationaryBootstrap byBlock = new StationaryBootstrap(observations, meanBlockLength, seed);
        int[] indices = new int[observations];
        for (int resample = 0; resample < 5; resample++) {
            byIndex.next(indices);
            int[] blocks = byBlock.nextBlocks();
            int at = 0;
            for (int i = 0; i < blocks.length; i += 2) {
                for (int t = blocks[i]; t < blocks[i + 1]; t++) {
                    assertThat(indices[at++]).isEqualTo(t % observations);
                }
            }
            assertThat(at).isEqualTo(observations);
        }
    }

    @Test
    void blocks_have_the_asked_mean_length_and_every_observation_is_drawn_as_often() {
        int observations = 50;
        StationaryBootstrap bootstrap = new StationaryBootstrap(observations, 5, 11);
        int[] drawn = new int[observations];
        int[] indices = new int[observations];
        int breaks = 0;
        int draws = 20_000;
        for (int resample = 0; resample < draws; resample++) {
            bootstrap.next(indices);
            for (int t = 0; t < observations; t++) {
                drawn[indices[t]]++;
                breaks += t > 0 && indices[t] != (indices[t - 1] + 1) % observations ? 1 : 0;
            }
        }
        // A new block begins with probability 1/5 and continues the old one by chance in one of 50 cases.
        assertThat((double) breaks / draws / (observations - 1)).isCloseTo(0.2 * 0.98, within(0.002));
        assertThat(Arrays.stream(drawn).boxed())
                .allSatisfy(count -> assertThat((double) count / draws).isCloseTo(1, within(0.05)));
    }

    @Test
    void the_same_seed_draws_the_same() {
        int[] first = new int[30];
        int[] second = new int[30];
        new StationaryBootstrap(30, 4, 42).next(first);
        new StationaryBootstrap(30, 4, 42).next(second);
        assertThat(first).isEqualTo(second);
        new StationaryBootstrap(30, 4, 43).next(second);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void nothing_to_draw_and_blocks_shorter_than_one_are_refused() {
        assertThatThrownBy(() -> new StationaryBootstrap(0, 5, 1)).isInstanceOf(IllegalArgumentException.class);
        for (double length : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new StationaryBootstrap(10, length, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** For an autoregression the best length is {@code (2φ/(1 − φ²))^(2/3)·n^(1/3)}, from its known autocovariances. */
    @Test
    void the_automatic_length_is_the_best_one_of_an_autoregression() {
        for (double coefficient : new double[] {0.3, 0.6}) {
            double sum = 0;
            for (int seed = 0; seed < 40; seed++) {
                sum += BlockLength.automatic(Noise.autoregression(4000, coefficient, seed)) / 40;
            }
            double best = Math.pow(2 * coefficient / (1 - coefficient * coefficient), 2.0 / 3) * Math.cbrt(4000);
            assertThat(sum).isCloseTo(best, within(0.25 * best));
        }
    }

    @Test
    void independent_returns_need_short_blocks() {
        double sum = 0;
        for (int seed = 0; seed < 40; seed++) {
            sum += BlockLength.automatic(Noise.normal(1000, 0, 1, seed)) / 40;
        }
        assertThat(sum).isBetween(1.0, 5.0);
    }

    @Property(tries = 200)
    void the_automatic_length_stays_within_its_bounds_and_ignores_the_scale(
            @ForAll long seed, @ForAll @IntRange(min = 9, max = 300) int size) {
        double[] series = Noise.autoregression(size, 0.99, seed);
        double length = BlockLength.automatic(series);
        assertThat(length).isBetween(1.0, Math.ceil(Math.min(3 * Math.sqrt(size), size / 3.0)));
        assertThat(BlockLength.automatic(Noise.scaled(series, 0.25))).isEqualTo(length);
    }

    @Test
    void a_series_that_tells_nothing_is_drawn_one_by_one() {
        assertThat(BlockLength.automatic(new double[8])).isEqualTo(1);
        assertThat(BlockLength.automatic(new double[500])).isEqualTo(1);
        double[] holed = Noise.normal(100, 0, 1, 1);
        holed[7] = Double.NaN;
        assertThat(BlockLength.automatic(holed)).isEqualTo(1);
    }
}
