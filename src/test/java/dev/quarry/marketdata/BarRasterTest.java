package dev.quarry.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BarRasterTest {

    @Property
    void the_open_before_and_the_open_after_a_time_are_neighbours(
            @ForAll Timeframe timeframe,
            @ForAll @LongRange(min = 0, max = 604_799_999) long offset,
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 4_000_000_000_000L) long time) {
        BarRaster raster = BarRaster.through(timeframe, offset);

        assertThat(raster.floor(time)).isLessThanOrEqualTo(time).isGreaterThan(time - timeframe.millis());
        assertThat(raster.ceiling(time)).isGreaterThanOrEqualTo(time).isLessThan(time + timeframe.millis());
        assertThat(raster.isOpen(raster.floor(time)) && raster.isOpen(raster.ceiling(time)))
                .isTrue();
        assertThat(raster.isOpen(time)).isEqualTo(raster.floor(time) == raster.ceiling(time));
    }

    @Property
    void every_bar_lies_as_a_whole_in_one_longer_bar(
            @ForAll Timeframe from,
            @ForAll Timeframe to,
            @ForAll @LongRange(min = 0, max = 604_799_999) long offset,
            @ForAll @IntRange(min = -100_000, max = 100_000) int number) {
        Assume.that(Resampling.possible(from, to));
        BarRaster raster = BarRaster.through(from, offset);
        BarRaster longer = raster.longer(to);
        long open = raster.offset() + number * from.millis();

        assertThat(longer.floor(open)).isEqualTo(longer.floor(open + from.millis() - 1));
    }

    @Property
    void longer_bars_of_any_offset_hold_what_those_of_none_would_hold(
            @ForAll @LongRange(min = 0, max = 1_799_999) long offset) {
        Bars plain = halfHours(0);
        Bars moved = halfHours(offset);

        Bars expected = Resampling.of(plain, Timeframe.H4);
        Bars made = Resampling.of(moved, Timeframe.H4);

        assertThat(made.openTime())
                .containsExactly(Arrays.stream(expected.openTime())
                        .map(open -> open + offset)
                        .toArray());
        assertThat(made.close()).containsExactly(expected.close());
        assertThat(made.volume()).containsExactly(expected.volume());
    }

    @Test
    void hours_from_half_past_make_longer_bars_from_half_past() {
        BarRaster hours = BarRaster.through(Timeframe.H1, millis("2024-01-02T14:30:00Z"));

        assertThat(hours.longer(Timeframe.H4).floor(millis("2024-01-02T15:30:00Z")))
                .isEqualTo(millis("2024-01-02T12:30:00Z"));
        assertThat(hours.longer(Timeframe.D1).floor(millis("2024-01-02T14:30:00Z")))
                .isEqualTo(millis("2024-01-02T00:30:00Z"));
    }

    @Test
    void a_week_of_days_begins_with_its_monday_wherever_that_begins() {
        assertThat(weekOf("2024-01-07T21:00:00Z", "2024-01-10T21:00:00Z")).isEqualTo("2024-01-07T21:00:00Z");
        assertThat(weekOf("2024-01-07T16:00:00Z", "2024-01-11T16:00:00Z")).isEqualTo("2024-01-07T16:00:00Z");
        assertThat(weekOf("2024-01-08T05:00:00Z", "2024-01-14T05:00:00Z")).isEqualTo("2024-01-08T05:00:00Z");
        assertThat(weekOf("2024-01-08T00:00:00Z", "2024-01-14T00:00:00Z")).isEqualTo("2024-01-08T00:00:00Z");
    }

    private static Instant weekOf(String someDay, String day) {
        BarRaster weeks = BarRaster.through(Timeframe.D1, millis(someDay)).longer(Timeframe.W1);
        return Instant.ofEpochMilli(weeks.floor(millis(day)));
    }

    private static Bars halfHours(long offset) {
        long[] open = LongStream.range(0, 100)
                .map(i -> millis("2024-01-02T00:00:00Z") + i * 1_800_000 + offset)
                .toArray();
        double[] price = LongStream.range(0, 100).mapToDouble(i -> 100 + i % 7).toArray();
        return new Bars(Timeframe.M30, open, price, price, price, price, price);
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
