package dev.quarry.marketdata;

import dev.quarry.marketdata.SeriesRaster.Reading;
import dev.quarry.series.Timeframe;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Daily bars that begin at another time than 00:00 UTC and are stored under their dates. */
final class TradingDays {

    private static final long DAY = MarketCalendar.DAY;
    private static final long EVENING = 18 * 3_600_000L;
    private static final int MAX_FITTING_IN_TEN = 9;

    private TradingDays() {}

    /**
     * Whether daily bars that begin in the afternoon are sessions of the same date: then they begin on Fridays and not
     * on Sundays.
     */
    static boolean beginSessions(long[] sorted) {
        Set<DayOfWeek> days =
                Arrays.stream(sorted).mapToObj(TradingDays::weekday).collect(Collectors.toSet());
        long begin = Math.floorMod(sorted[0], DAY);
        return begin >= DAY / 2
                && begin < EVENING
                && days.contains(DayOfWeek.FRIDAY)
                && !days.contains(DayOfWeek.SUNDAY);
    }

    /**
     * How daily bars of one season are read in a series of dates from Monday to Friday: nearly all of them must then
     * fall on such dates; empty otherwise.
     */
    static Optional<Reading> ofWeekdays(long[] sorted) {
        Reading reading = beginSessions(sorted) ? Reading.SESSION_DAYS : Reading.TRADING_DAYS;
        SeriesRaster dates = new SeriesRaster(Timeframe.D1, 0, reading, null);
        long fitting = Arrays.stream(sorted)
                .map(dates::open)
                .filter(open -> weekday(open).compareTo(DayOfWeek.FRIDAY) <= 0)
                .count();
        return fitting * 10 >= sorted.length * (long) MAX_FITTING_IN_TEN ? Optional.of(reading) : Optional.empty();
    }

    private static DayOfWeek weekday(long time) {
        return LocalDate.ofEpochDay(Math.floorDiv(time, DAY)).getDayOfWeek();
    }
}
