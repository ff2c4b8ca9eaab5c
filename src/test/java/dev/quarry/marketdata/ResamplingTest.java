package dev.quarry.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ResamplingTest {

    @Test
    void a_longer_bar_has_first_open_highest_lowest_last_close_and_all_volume() {
        Bars hours = new Bars(
                Timeframe.H1,
                hours(0, 1, 3, 4),
                new double[] {10, 11, 12, 20},
                new double[] {15, 18, 13, 21},
                new double[] {9, 8, 11, 19},
                new double[] {11, 12, 12, 20},
                new double[] {1, 2, 4, 8});

        Bars longer = Resampling.of(hours, Timeframe.H4);

        assertThat(longer.openTime()).containsExactly(hours(0, 4));
        assertThat(longer.open()).containsExactly(10, 20);
        assertThat(longer.high()).containsExactly(18, 21);
        assertThat(longer.low()).containsExactly(8, 19);
        assertThat(longer.close()).containsExactly(12, 20);
        assertThat(longer.volume()).containsExactly(7, 8);
    }

    @Test
    void weeks_open_on_monday() {
        long sunday = Instant.parse("2024-01-07T23:00:00Z").toEpochMilli();

        assertThat(Instant.ofEpochMilli(BarRaster.floor(Timeframe.W1, sunday))).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(Instant.ofEpochMilli(BarRaster.ceiling(Timeframe.W1, sunday)))
                .isEqualTo("2024-01-08T00:00:00Z");
    }

    @Test
    void a_bar_cannot_be_made_of_longer_ones_or_of_parts() {
        assertThat(Resampling.possible(Timeframe.H1, Timeframe.M30)).isFalse();
        assertThat(Resampling.possible(Timeframe.D3, Timeframe.W1)).isFalse();
        assertThat(Resampling.possible(Timeframe.M30, Timeframe.M30)).isFalse();
        assertThat(Resampling.possible(Timeframe.M1, Timeframe.M3)).isTrue();
        assertThat(Resampling.possible(Timeframe.D1, Timeframe.W1)).isTrue();
    }

    @Property
    void floor_and_ceiling_are_the_opens_around_a_time(
            @ForAll Timeframe timeframe,
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 4_000_000_000_000L) long time) {
        long floor = BarRaster.floor(timeframe, time);
        long ceiling = BarRaster.ceiling(timeframe, time);

        assertThat(floor).isLessThanOrEqualTo(time).isGreaterThan(time - timeframe.millis());
        assertThat(ceiling).isGreaterThanOrEqualTo(time).isLessThan(time + timeframe.millis());
        assertThat(BarRaster.isOpen(timeframe, floor)).isTrue();
        assertThat(BarRaster.isOpen(timeframe, ceiling)).isTrue();
    }

    private static long[] hours(long... hours) {
        long[] times = hours.clone();
        for (int i = 0; i < times.length; i++) {
            times[i] *= Timeframe.H1.millis();
        }
        return times;
    }
}
