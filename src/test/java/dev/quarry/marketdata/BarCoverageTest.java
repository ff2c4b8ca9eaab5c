package dev.quarry.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.CaseSeries;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BarCoverageTest {

    private static final long MONDAY = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    @Test
    void days_of_three_twenty_four_nine_and_four_hours_are_one_day() {
        Bars hours = hours(4, (day, hour) -> List.of(hour >= 21, true, hour < 5 || hour >= 20, hour < 4)
                .get((int) day));

        BarCoverage days = coverage(hours, Timeframe.D1);

        assertThat(days.complete()).containsExactly(false, true, false, false);
        assertThat(days.covered()).containsExactly(3 / 24.0, 1, 9 / 24.0, 4 / 24.0);
        assertThat(days.completeOf(Resampling.of(hours, Timeframe.D1)).openTime())
                .containsExactly(MONDAY + DAY);
    }

    @Test
    void the_series_of_the_cases_has_one_day() {
        Bars hours = CaseSeries.of("partial", Timeframe.H1);
        BarCoverage days = coverage(hours, Timeframe.D1);

        assertThat(days.completeOf(Resampling.of(hours, Timeframe.D1)).volume()).containsExactly(24);
    }

    @Test
    void a_market_with_sessions_keeps_its_days_and_loses_the_short_one() {
        Bars hours = hours(30, (day, hour) -> day % 7 < 5 && hour >= 14 && hour < (day == 15 ? 18 : 21));

        BarCoverage days = coverage(hours, Timeframe.D1);

        assertThat(days.complete()).hasSize(22);
        assertThat(days.incomplete()).isEqualTo(1);
        assertThat(days.covered()).contains(7 / 24.0).contains(4 / 24.0);
    }

    @Test
    void three_days_of_the_same_session_are_enough_to_tell() {
        assertThat(coverage(hours(3, (day, hour) -> hour >= 14 && hour < 21), Timeframe.D1)
                        .complete())
                .containsExactly(true, true, true);
        assertThat(coverage(hours(2, (day, hour) -> hour >= 14 && hour < 21), Timeframe.D1)
                        .complete())
                .containsExactly(false, false);
    }

    @Test
    void as_many_bars_at_other_hours_are_no_session() {
        Bars hours = hours(3, (day, hour) -> List.of(hour >= 21, hour < 3, true).get((int) day));

        assertThat(coverage(hours, Timeframe.D1).complete()).containsExactly(false, false, true);
    }

    @Test
    void a_session_that_moves_with_summer_time_keeps_its_bars() {
        Bars hours =
                hours(60, (day, hour) -> day % 7 < 5 && hour >= (day < 30 ? 14 : 13) && hour < (day < 30 ? 21 : 20));

        assertThat(coverage(hours, Timeframe.D1).incomplete()).isZero();
        assertThat(coverage(hours, Timeframe.H4).incomplete()).isZero();
    }

    @Test
    void a_market_of_every_hour_loses_the_day_in_which_one_is_missing() {
        Bars hours = hours(40, (day, hour) -> !(day == 20 && hour == 7));

        BarCoverage days = coverage(hours, Timeframe.D1);

        assertThat(days.incomplete()).isEqualTo(1);
        assertThat(days.complete()[20]).isFalse();
        assertThat(days.covered()[20]).isEqualTo(23 / 24.0);
    }

    @Test
    void weeks_of_a_market_of_weekdays_are_complete() {
        Bars days = bars(Timeframe.D1, 70, index -> index % 7 < 5);

        assertThat(coverage(days, Timeframe.W1).incomplete()).isZero();
        assertThat(coverage(days, Timeframe.W1).covered()).containsOnly(5 / 7.0);
    }

    @Test
    void a_market_in_which_minutes_without_a_trade_are_left_out_keeps_most_of_its_hours_and_not_the_cut_off_one() {
        Random random = new Random(3);
        Bars minutes =
                bars(Timeframe.M1, 40 * 1440, index -> index / 60 == 600 ? index % 60 < 5 : random.nextInt(4) > 0);

        BarCoverage hours = coverage(minutes, Timeframe.H1);

        assertThat(hours.incomplete()).isBetween(1, hours.complete().length / 20);
        assertThat(hours.complete()[600]).isFalse();
    }

    @Test
    void a_longer_history_does_not_change_what_is_reported_of_a_bar() {
        Bars all = hours(90, (day, hour) -> (day * 31 + hour) % 50 != 0);
        BarCoverage whole = coverage(all, Timeframe.D1);
        BarCoverage part = coverage(all.slice(all.firstAtOrAfter(MONDAY + 30 * DAY), all.size()), Timeframe.D1);

        assertThat(Arrays.copyOfRange(part.complete(), 10, 60))
                .containsExactly(Arrays.copyOfRange(whole.complete(), 40, 90));
    }

    private static BarCoverage coverage(Bars bars, Timeframe timeframe) {
        Resampling longer = new Resampling(
                bars.timeframe(),
                BarRaster.through(bars.timeframe(), bars.openTime()[0]).longer(timeframe));
        longer.add(bars);
        return longer.coverage();
    }

    private interface Traded {
        boolean in(long day, long hour);
    }

    private static Bars hours(int days, Traded traded) {
        return bars(Timeframe.H1, days * 24, index -> traded.in(index / 24, index % 24));
    }

    private static Bars bars(Timeframe timeframe, int most, LongPredicate traded) {
        long[] time = LongStream.range(0, most)
                .filter(traded)
                .map(index -> MONDAY + index * timeframe.millis())
                .toArray();
        double[] price =
                IntStream.range(0, time.length).mapToDouble(i -> 100 + i % 7).toArray();
        return new Bars(timeframe, time, price, price, price, price, price);
    }
}
