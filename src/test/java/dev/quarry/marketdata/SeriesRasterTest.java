package dev.quarry.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.SeriesRaster.MismatchException;
import dev.quarry.marketdata.SeriesRaster.Reading;
import dev.quarry.series.Timeframe;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeriesRasterTest {

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    @Test
    void the_first_bars_set_the_distance_from_whole_hours_and_the_rest_keeps_it() {
        SeriesRaster raster = of(Timeframe.H1, every(HOUR, 7, "2024-01-02T14:30:00Z"));

        assertThat(raster.offset()).isEqualTo(HOUR / 2);
        assertThat(raster.raster().isOpen(millis("2024-01-03T15:30:00Z"))).isTrue();
        assertThat(raster.raster().isOpen(millis("2024-01-03T15:00:00Z"))).isFalse();
        assertThat(raster.warnings()).singleElement().asString().contains("30 minutes after the whole 1h");
    }

    @Test
    void two_bars_off_the_raster_prove_no_distance() {
        assertThat(of(Timeframe.H1, every(HOUR, 2, "2024-01-02T14:30:00Z")).offset())
                .isZero();
    }

    @Test
    void one_wrong_time_does_not_move_the_raster() {
        long[] times = every(HOUR, 9, "2024-01-02T00:00:00Z");
        times[4] += 60_000;

        assertThat(of(Timeframe.H1, times).offset()).isZero();
    }

    @Test
    void the_last_second_of_a_bar_is_its_closing_time() {
        SeriesRaster days = of(Timeframe.D1, every(DAY, 5, "2024-01-02T23:59:59Z"));
        SeriesRaster minutes = of(Timeframe.M1, every(60_000, 5, "2024-01-02T00:00:59.999Z"));

        assertThat(days.open(millis("2024-01-02T23:59:59Z"))).isEqualTo(millis("2024-01-02T00:00:00Z"));
        assertThat(minutes.open(millis("2024-01-02T00:00:59.999Z"))).isEqualTo(millis("2024-01-02T00:00:00Z"));
        assertThat(days.warnings()).singleElement().asString().contains("closing times");
        assertThatThrownBy(() -> of(Timeframe.D1, every(DAY, 5, "2024-01-02T15:59:59Z")))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("closing times");
    }

    @Test
    void days_that_summer_time_moves_by_an_hour_are_kept_under_their_date() {
        long[] winter = every(DAY, 5, "2024-03-04T22:00:00Z");
        long[] summer = every(DAY, 5, "2024-03-11T21:00:00Z");

        SeriesRaster raster = of(
                Timeframe.D1,
                LongStream.concat(LongStream.of(winter), LongStream.of(summer)).toArray());

        assertThat(raster.reading()).isEqualTo(Reading.TRADING_DAYS);
        assertThat(raster.open(winter[0])).isEqualTo(millis("2024-03-05T00:00:00Z"));
        assertThat(raster.open(summer[0])).isEqualTo(millis("2024-03-12T00:00:00Z"));
    }

    @Test
    void sessions_that_begin_in_the_afternoon_and_move_with_summer_time_are_kept_under_their_own_date() {
        long[] winter = every(DAY, 5, "2024-03-04T14:30:00Z");
        long[] summer = every(DAY, 5, "2024-03-11T13:30:00Z");

        SeriesRaster raster = of(
                Timeframe.D1,
                LongStream.concat(LongStream.of(winter), LongStream.of(summer)).toArray());

        assertThat(raster.open(winter[0])).isEqualTo(millis("2024-03-04T00:00:00Z"));
        assertThat(raster.open(summer[4])).isEqualTo(millis("2024-03-15T00:00:00Z"));
        assertThat(raster.warnings()).singleElement().asString().contains("trading day");
    }

    @Test
    void days_of_summer_join_a_series_of_winter_at_its_time_of_day_and_other_days_do_not() {
        Optional<SeriesRaster.Stored> winter = stored("2024-01-08T22:00:00Z");

        SeriesRaster summer =
                SeriesRaster.of(Timeframe.D1, every(DAY, 30, "2024-04-07T21:00:00Z"), winter, Optional.empty());
        SeriesRaster both =
                SeriesRaster.of(Timeframe.D1, every(DAY, 5, "2024-03-03T22:00:00Z"), winter, Optional.empty());

        assertThat(summer.raster())
                .isEqualTo(BarRaster.through(Timeframe.D1, winter.orElseThrow().first()));
        assertThat(summer.open(millis("2024-04-07T21:00:00Z"))).isEqualTo(millis("2024-04-07T22:00:00Z"));
        assertThat(summer.open(millis("2024-11-04T22:00:00Z"))).isEqualTo(millis("2024-11-04T22:00:00Z"));
        assertThat(summer.warnings()).anyMatch(warning -> warning.contains("time of day of the series"));
        assertThat(both.reading()).isEqualTo(Reading.OPENS);
        assertThatThrownBy(() ->
                        SeriesRaster.of(Timeframe.D1, every(DAY, 30, "2024-01-07T21:00:00Z"), winter, Optional.empty()))
                .isInstanceOf(MismatchException.class);
    }

    @Test
    void days_of_one_season_join_dates_from_monday_to_friday_of_whose_begin_nothing_is_known() {
        Optional<SeriesRaster.Stored> dates = Optional.of(
                new SeriesRaster.Stored(millis("2023-01-02T00:00:00Z"), millis("2024-03-29T00:00:00Z"), null, true));
        long[] evenings = workdays("2024-04-07T21:00:00Z", DayOfWeek.SUNDAY, DayOfWeek.THURSDAY);
        long[] sessions = workdays("2024-04-08T13:30:00Z", DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

        SeriesRaster evening = SeriesRaster.of(Timeframe.D1, evenings, dates, Optional.empty());
        SeriesRaster session = SeriesRaster.of(Timeframe.D1, sessions, dates, Optional.empty());

        assertThat(evening.open(evenings[0])).isEqualTo(millis("2024-04-08T00:00:00Z"));
        assertThat(session.open(sessions[0])).isEqualTo(millis("2024-04-08T00:00:00Z"));
        assertThat(evening.raster().isStandard()).isTrue();
        assertThat(evening.warnings()).anyMatch(warning -> warning.contains("date of its trading day"));
        assertThatThrownBy(() ->
                        SeriesRaster.of(Timeframe.D1, every(DAY, 30, "2024-04-07T21:00:00Z"), dates, Optional.empty()))
                .isInstanceOf(MismatchException.class);
        assertThatThrownBy(
                        () -> SeriesRaster.of(Timeframe.D1, evenings, stored("2024-01-01T00:00:00Z"), Optional.empty()))
                .isInstanceOf(MismatchException.class);
    }

    private static long[] workdays(String first, DayOfWeek from, DayOfWeek to) {
        return Arrays.stream(every(DAY, 28, first))
                .filter(time -> {
                    int day = Instant.ofEpochMilli(time)
                                    .atOffset(ZoneOffset.UTC)
                                    .getDayOfWeek()
                                    .getValue()
                            % 7;
                    return day >= from.getValue() % 7 && day <= to.getValue();
                })
                .toArray();
    }

    @Test
    void days_of_one_season_join_a_series_that_bars_of_both_have_begun_under_their_dates() {
        long[] both = LongStream.concat(
                        LongStream.of(every(DAY, 5, "2024-03-03T22:00:00Z")),
                        LongStream.of(every(DAY, 5, "2024-03-10T21:00:00Z")))
                .toArray();
        SeriesRaster begun = of(Timeframe.D1, both);
        MovingSession kept = MovingSession.of(begun.session().text());
        Optional<SeriesRaster.Stored> series =
                Optional.of(new SeriesRaster.Stored(begun.open(both[0]), begun.open(both[9]), kept, false));

        SeriesRaster summer =
                SeriesRaster.of(Timeframe.D1, every(DAY, 30, "2024-04-07T21:00:00Z"), series, Optional.empty());
        SeriesRaster dates =
                SeriesRaster.of(Timeframe.D1, every(DAY, 30, "2024-04-08T00:00:00Z"), series, Optional.empty());

        assertThat(kept.zone().getId()).isEqualTo("America/New_York");
        assertThat(summer.open(millis("2024-04-07T21:00:00Z"))).isEqualTo(millis("2024-04-08T00:00:00Z"));
        assertThat(summer.raster()).isEqualTo(dates.raster());
        assertThatThrownBy(() ->
                        SeriesRaster.of(Timeframe.D1, every(DAY, 30, "2024-01-07T21:00:00Z"), series, Optional.empty()))
                .isInstanceOf(MismatchException.class);
    }

    @Test
    void bars_of_hours_that_are_fixed_in_utc_all_year_are_not_moved_by_an_hour() {
        Optional<SeriesRaster.Stored> year = Optional.of(
                new SeriesRaster.Stored(millis("2024-01-02T14:30:00Z"), millis("2024-12-30T14:30:00Z"), null, false));

        assertThatThrownBy(() ->
                        SeriesRaster.of(Timeframe.H4, every(DAY, 30, "2025-06-02T13:30:00Z"), year, Optional.empty()))
                .isInstanceOf(MismatchException.class);
    }

    @Test
    void a_week_stamped_on_another_day_for_a_holiday_belongs_to_its_own() {
        long[] fridays = every(7 * DAY, 6, "2024-01-05T00:00:00Z");
        fridays[3] -= DAY;

        SeriesRaster raster = of(Timeframe.W1, fridays);

        assertThat(raster.open(fridays[3])).isEqualTo(millis("2024-01-26T00:00:00Z"));
        assertThat(raster.open(fridays[4])).isEqualTo(fridays[4]);
    }

    @Test
    void a_series_has_one_raster() {
        Optional<SeriesRaster.Stored> monday = stored("2024-01-01T00:00:00Z");

        assertThatThrownBy(() -> SeriesRaster.of(
                        Timeframe.W1, every(7 * DAY, 6, "2024-01-05T00:00:00Z"), monday, Optional.empty()))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("Friday")
                .hasMessageContaining("Monday")
                .hasMessageContaining("raster");
    }

    @Test
    void shorter_bars_are_recognised_by_their_distance() {
        assertThatThrownBy(() -> of(Timeframe.H1, every(60_000, 60, "2024-01-02T00:00:00Z")))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("1 minute (1m) apart");
        assertThatThrownBy(() -> of(Timeframe.W1, every(DAY, 30, "2024-01-01T00:00:00Z")))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("1440 minutes (1d) apart");
    }

    private static Optional<SeriesRaster.Stored> stored(String open) {
        return Optional.of(new SeriesRaster.Stored(millis(open), millis(open), null, false));
    }

    private static SeriesRaster of(Timeframe timeframe, long[] times) {
        return SeriesRaster.of(timeframe, times, Optional.empty(), Optional.empty());
    }

    private static long[] every(long step, int count, String first) {
        return LongStream.range(0, count).map(i -> millis(first) + i * step).toArray();
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
