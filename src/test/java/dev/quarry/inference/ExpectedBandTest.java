package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpectedBandTest {

    private static final long SEED = 7;

    @Test
    void one_day_to_come_is_one_of_the_days_that_were() {
        double[] returns = new double[101];
        Arrays.setAll(returns, day -> (day - 50) / 1000.0);

        ExpectedBand.Span day = ExpectedBand.of(shuffled(returns), 1, SEED).totalReturn();

        assertThat(day.lower()).isCloseTo(-0.045, within(0.004));
        assertThat(day.median()).isCloseTo(0, within(0.004));
        assertThat(day.upper()).isCloseTo(0.045, within(0.004));
    }

    @Test
    void independent_returns_spread_as_the_root_of_time() {
        double[] returns = noise(2_000, 0.001, 0.01);
        double mean = ReturnStatistics.mean(returns);
        double deviation = ReturnStatistics.deviation(returns);
        int days = 100;

        ExpectedBand.Span band = ExpectedBand.of(returns, days, SEED).totalReturn();

        double drift = days * (mean - deviation * deviation / 2);
        double spread = 1.645 * deviation * Math.sqrt(days);
        assertThat(Math.log1p(band.median())).isCloseTo(drift, within(0.012));
        assertThat(Math.log1p(band.lower())).isCloseTo(drift - spread, within(0.02));
        assertThat(Math.log1p(band.upper())).isCloseTo(drift + spread, within(0.02));
    }

    /** What the band promises, on series that it was not made of. */
    @Test
    void nine_in_ten_series_of_the_same_kind_stay_within() {
        int within = 0;
        int series = 200;
        for (int k = 0; k < series; k++) {
            double[] all = noise(800, 0.0005, 0.01, new Random(100 + k));
            double[] seen = Arrays.copyOf(all, 760);
            double[] next = Arrays.copyOfRange(all, 760, 800);
            if (ExpectedBand.of(seen, next.length, SEED).totalReturn().contains(ReturnStatistics.totalReturn(next))) {
                within++;
            }
        }
        assertThat(within / (double) series).isBetween(0.84, 0.96);
    }

    @Test
    void the_path_ends_where_the_band_does_and_has_no_more_than_two_hundred_places() {
        ExpectedBand band = ExpectedBand.of(noise(300, 0.001, 0.02), 731, SEED);

        assertThat(band.path()).hasSize(200);
        assertThat(band.path().get(199)).isEqualTo(new ExpectedBand.Place(731, band.totalReturn()));
        assertThat(band.path().get(0).totalReturn().upper())
                .isLessThan(band.totalReturn().upper());
        assertThat(ExpectedBand.of(noise(300, 0.001, 0.02), 5, SEED).path())
                .extracting(ExpectedBand.Place::observations)
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void the_same_seed_gives_the_same_band() {
        double[] returns = noise(300, 0.001, 0.02);
        assertThat(ExpectedBand.of(returns, 50, SEED)).isEqualTo(ExpectedBand.of(returns, 50, SEED));
        assertThat(ExpectedBand.of(returns, 50, SEED).totalReturn())
                .isNotEqualTo(ExpectedBand.of(returns, 50, SEED + 1).totalReturn());
    }

    @Test
    void too_few_returns_or_equal_ones_make_no_band() {
        assertThat(ExpectedBand.of(new double[] {0.1, -0.1, 0.2}, 5, SEED)
                        .totalReturn()
                        .lower())
                .isNaN();
        ExpectedBand.Span flat = ExpectedBand.of(new double[50], 5, SEED).maxDrawdown();
        assertThat(flat.upper()).isNaN();
        assertThat(flat.contains(0)).isFalse();
        assertThatThrownBy(() -> ExpectedBand.of(new double[50], 0, SEED)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] noise(int length, double mean, double deviation) {
        return noise(length, mean, deviation, new Random(3));
    }

    private static double[] noise(int length, double mean, double deviation, Random random) {
        double[] returns = new double[length];
        Arrays.setAll(returns, i -> mean + deviation * random.nextGaussian());
        return returns;
    }

    private static double[] shuffled(double[] values) {
        Random random = new Random(5);
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
        return values;
    }
}
