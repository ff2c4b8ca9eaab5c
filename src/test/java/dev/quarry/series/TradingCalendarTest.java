package dev.quarry.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.DailyReturns;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradingCalendarTest {

    private static final LocalDate FIRST = LocalDate.of(2020, 1, 2);
    private static final Predicate<LocalDate> WEEKDAYS =
            day -> day.getDayOfWeek().getValue() <= 5;
    private static final Predicate<LocalDate> ALL = day -> true;

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 30, 365, 1000})
    void a_market_of_every_day_has_365_returns_a_year(int days) {
        assertThat(perYear(days, ALL)).isEqualTo(365);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 30, 100, 365, 700, 3000})
    void a_market_of_weekdays_has_261(int days) {
        assertThat(perYear(days, WEEKDAYS)).isEqualTo(261);
    }

    @Test
    void a_few_missing_days_change_nothing_in_a_market_of_every_day() {
        Set<LocalDate> missing = Set.of(FIRST.plusDays(3), FIRST.plusDays(4), FIRST.plusDays(90), FIRST.plusDays(300));
        assertThat(perYear(20, ALL.and(day -> !missing.contains(day)))).isEqualTo(365);
        assertThat(perYear(400, ALL.and(day -> !missing.contains(day)))).isEqualTo(365);
    }

    @Test
    void a_hole_of_months_is_no_holiday() {
        Predicate<LocalDate> hole = day -> day.isBefore(FIRST.plusDays(200)) || day.isAfter(FIRST.plusDays(300));
        assertThat(perYear(700, ALL.and(hole))).isEqualTo(365);
        assertThat(perYear(700, WEEKDAYS.and(hole))).isEqualTo(261);
    }

    @Test
    void the_holidays_of_an_exchange_count_where_there_is_a_year_to_tell_them() {
        // Nine weekdays a year, as in New York.
        Predicate<LocalDate> open = WEEKDAYS.and(day -> day.getDayOfYear() % 40 != 20);
        assertThat(perYear(1461, open)).isBetween(251.0, 255.0);
        assertThat(perYear(60, open)).isEqualTo(261);
    }

    @Test
    void a_market_that_opens_on_sunday_evening_has_six_returns_a_week() {
        long[] hours = LongStream.range(0, 24 * 100)
                .filter(hour -> {
                    LocalDate day = FIRST.plusDays(hour / 24);
                    boolean sundayEvening = day.getDayOfWeek() == DayOfWeek.SUNDAY && hour % 24 >= 22;
                    return WEEKDAYS.test(day) || sundayEvening;
                })
                .map(hour -> millis(FIRST) + hour * 3_600_000L)
                .toArray();
        assertThat(DailyReturns.perYear(bars(Timeframe.H1, hours))).isEqualTo(313);
    }

    @Test
    void days_that_begin_on_the_evening_before_are_the_days_they_mean() {
        long[] opens = days(30, WEEKDAYS).map(open -> open - 3 * 3_600_000L).toArray();
        assertThat(DailyReturns.perYear(bars(Timeframe.D1, opens))).isEqualTo(261);
        long[] newYork = days(12, WEEKDAYS).map(open -> open + 5 * 3_600_000L).toArray();
        assertThat(DailyReturns.perYear(bars(Timeframe.D1, newYork))).isEqualTo(261);
    }

    @Test
    void a_market_that_trades_on_some_days_only_has_as_many_returns_as_there_are() {
        Predicate<LocalDate> some = day -> Math.floorMod(day.toEpochDay() * 7919, 10) < 7;
        assertThat(perYear(1000, some)).isBetween(250.0, 261.0);
    }

    @ParameterizedTest
    @EnumSource(names = {"M1", "M30", "H1", "H12"})
    void shorter_bars_tell_the_same(Timeframe timeframe) {
        long[] opens = days(60, WEEKDAYS)
                .flatMap(day -> LongStream.of(day, day + timeframe.millis()))
                .toArray();
        assertThat(DailyReturns.perYear(bars(timeframe, opens))).isEqualTo(261);
    }

    private static double perYear(int days, Predicate<LocalDate> open) {
        return DailyReturns.perYear(bars(Timeframe.D1, days(days, open).toArray()));
    }

    private static LongStream days(int days, Predicate<LocalDate> open) {
        return Stream.iterate(FIRST, day -> day.plusDays(1))
                .limit(days)
                .filter(open)
                .mapToLong(TradingCalendarTest::millis);
    }

    private static long millis(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static Bars bars(Timeframe timeframe, long[] openTime) {
        double[] any = new double[openTime.length];
        return new Bars(timeframe, openTime, any, any, any, any, any);
    }
}
