package dev.quarry.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.MarketCalendar.Session;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.Payloads;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class MarketCalendarTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri");

    @Test
    void nights_weekends_and_holidays_of_a_stock_are_no_gaps_though_its_hours_move_with_summer_time() {
        Bars hours = bars(Timeframe.H1, "2022-01-03T00:30:00Z", 730, MarketCalendarTest::isStockOpen);

        MarketCalendar calendar = MarketCalendar.learned(hours);

        assertThat(calendar.timeZone()).isEqualTo("America/New_York");
        assertThat(calendar.sessions()).containsExactly(new Session(WEEKDAYS, "09:30", "16:30"));
        assertThat(calendar.holidays()).containsExactly("2022-07-04", "2022-12-26", "2023-07-04", "2023-12-25");
        assertWhole(hours);
    }

    @Test
    void an_hour_missing_in_a_session_is_a_gap_of_one_bar_and_a_lost_week_one_of_its_sessions() {
        Bars hours = bars(
                Timeframe.H1,
                "2022-01-03T00:30:00Z",
                730,
                at -> isStockOpen(at)
                        && !at.toInstant().equals(Instant.parse("2022-03-02T16:30:00Z"))
                        && !(at.getYear() == 2023
                                && at.getMonthValue() == 5
                                && at.getDayOfMonth() >= 8
                                && at.getDayOfMonth() < 13));

        SeriesQuality quality = quality(hours);

        assertThat(quality.gaps()).isEqualTo(2);
        assertThat(quality.missing()).isEqualTo(1 + 5 * 7);
        assertThat(quality.largestGaps().get(0).startTs()).isEqualTo("2022-03-02T16:30:00Z");
        assertThat(quality.largestGaps().get(1).startTs()).isEqualTo("2023-05-08T13:30:00Z");
        assertThat(quality.largestGaps().get(1).endTs()).isEqualTo("2023-05-12T19:30:00Z");
        assertThat(quality.expected()).isEqualTo(quality.bars() + quality.missing());
    }

    @Test
    void three_days_of_a_session_tell_its_nights() {
        assertWhole(bars(Timeframe.H1, "2024-01-02T00:30:00Z", 3, MarketCalendarTest::isStockOpen));
    }

    @Test
    void the_week_of_a_currency_pair_begins_on_sunday_evening_and_ends_on_friday() {
        Bars quarters = bars(Timeframe.M15, "2023-01-01T00:00:00Z", 500, at -> switch (at.getDayOfWeek()) {
            case SATURDAY -> false;
            case SUNDAY -> at.getHour() >= 17;
            case FRIDAY -> at.getHour() < 17;
            default -> true;
        });

        MarketCalendar calendar = MarketCalendar.learned(quarters);

        assertThat(calendar.sessions())
                .containsExactlyInAnyOrder(
                        new Session(List.of("mon", "tue", "wed", "thu"), "00:00", "24:00"),
                        new Session(List.of("fri"), "00:00", "17:00"),
                        new Session(List.of("sun"), "17:00", "24:00"));
        assertWhole(quarters);
    }

    @Test
    void days_of_weekdays_have_weekends_and_single_holidays_wherever_they_begin() {
        for (String begin : List.of(
                "2022-01-03T00:00:00Z", "2022-01-02T21:00:00Z", "2022-01-03T05:00:00Z", "2022-01-03T14:30:00Z")) {
            long first = Instant.parse(begin).toEpochMilli();
            Bars days = of(
                    Timeframe.D1,
                    LongStream.range(0, 700)
                            .filter(day -> day % 7 < 5 && day != 32 && day != 60)
                            .map(day -> first + day * MarketCalendar.DAY));

            assertThat(MarketCalendar.learned(days).sessions())
                    .containsExactly(new Session(WEEKDAYS, "00:00", "24:00"));
            assertWhole(days);
        }
    }

    @Test
    void a_market_of_every_day_has_no_holidays() {
        Bars days = of(
                Timeframe.D1, LongStream.range(0, 100).filter(day -> day != 50).map(day -> day * MarketCalendar.DAY));

        assertThat(quality(days).missing()).isEqualTo(1);
    }

    @Property(tries = 30)
    void a_market_without_sessions_lacks_every_bar_that_is_not_there(
            @ForAll Random random, @ForAll @IntRange(min = 2, max = 9) int thin) {
        Bars minutes = of(
                Timeframe.M5,
                LongStream.range(0, 40 * 288)
                        .filter(bar -> random.nextInt(10) < thin)
                        .map(bar -> 1_700_000_100_000L + bar * Timeframe.M5.millis()));

        SeriesQuality quality = quality(minutes);

        long all = (minutes.openTime()[minutes.size() - 1] - minutes.openTime()[0]) / Timeframe.M5.millis() + 1;
        assertThat(quality.expected()).isEqualTo(all);
        assertThat(quality.missing()).isEqualTo(all - minutes.size());
    }

    @Property(tries = 300)
    void bars_of_two_stretches_are_those_of_both_together(
            @ForAll @LongRange(min = 0, max = 40_000) long from,
            @ForAll @LongRange(min = 0, max = 40_000) long half,
            @ForAll @LongRange(min = 0, max = 40_000) long rest,
            @ForAll @IntRange(min = 0, max = 3) int zone) {
        MarketCalendar calendar = new MarketCalendar(
                List.of("UTC", "America/New_York", "Europe/London", "Australia/Lord_Howe")
                        .get(zone),
                List.of(new Session(WEEKDAYS, "09:30", "16:00"), new Session(List.of("sun"), "18:00", "02:15")),
                List.of("2024-07-04"));
        for (Timeframe timeframe : List.of(Timeframe.M15, Timeframe.H1, Timeframe.H4, Timeframe.D1, Timeframe.W1)) {
            ExpectedBars expected = new ExpectedBars(calendar, BarRaster.through(timeframe, 1_800_000), false);
            long a = 1_704_067_200_000L + from * 900_000;
            long b = a + half * 900_000;
            long c = b + rest * 900_000;

            assertThat(expected.within(a, b).bars() + expected.within(b, c).bars())
                    .isEqualTo(expected.within(a, c).bars());
        }
    }

    @Property(tries = 200)
    void what_is_expected_is_what_opens_in_a_session(
            @ForAll @LongRange(min = 0, max = 35_000) long from, @ForAll @LongRange(min = 0, max = 700) long quarters) {
        MarketCalendar calendar =
                new MarketCalendar("America/New_York", List.of(new Session(WEEKDAYS, "09:30", "16:00")), null);
        long a = 1_704_067_200_000L + from * 900_000;
        long b = a + quarters * 900_000;
        long[] counted = LongStream.range(0, quarters)
                .map(i -> a + i * 900_000)
                .filter(open -> isOpen(Instant.ofEpochMilli(open).atZone(NEW_YORK)))
                .toArray();

        ExpectedBars.Stretch found = new ExpectedBars(calendar, BarRaster.standard(Timeframe.M15), false).within(a, b);

        assertThat(found.bars()).isEqualTo(counted.length);
        if (counted.length > 0) {
            assertThat(found.first()).isEqualTo(counted[0]);
            assertThat(found.last()).isEqualTo(counted[counted.length - 1]);
        }
    }

    @Test
    void a_calendar_that_is_set_goes_before_what_the_bars_tell() {
        Bars hours = bars(Timeframe.H1, "2024-01-02T00:30:00Z", 4, MarketCalendarTest::isStockOpen);
        MarketCalendar longer = new MarketCalendar(
                "America/New_York", List.of(new Session(WEEKDAYS, "09:30", "17:30")), List.of("2024-01-04"));

        SeriesQuality quality = SeriesQuality.of(hours, List.of(), longer);

        assertThat(quality.gaps()).isEqualTo(2);
        assertThat(quality.missing()).isEqualTo(2);
    }

    @Test
    void what_is_wrong_with_a_calendar_is_named() {
        MarketCalendar wrong = new MarketCalendar(
                "Mars/Olympus",
                List.of(
                        new Session(List.of("mon", "monday"), "9:30", "25:00"),
                        new Session(null, "09:30", "16:00"),
                        new Session(List.of("mon"), "24:00", null)),
                List.of("2024-02-30"));

        assertThat(wrong.violations())
                .extracting(Violation::field)
                .containsExactly(
                        "time_zone",
                        "sessions[0].days",
                        "sessions[0].open",
                        "sessions[0].close",
                        "sessions[1].days",
                        "sessions[2].open",
                        "sessions[2].close",
                        "holidays");
        assertThat(wrong.violations()).extracting(Violation::reason).anyMatch(reason -> reason.contains("monday"));
        assertThat(new MarketCalendar("UTC", null, null).violations())
                .extracting(Violation::field)
                .containsExactly("sessions");
    }

    @Test
    void the_example_of_the_page_is_read_and_written_again_as_it_was_sent() {
        ObjectNode body = (ObjectNode) Json.MAPPER.readTree("""
                {"time_zone": "America/New_York", "holidays": ["2024-07-04", "2024-11-28"],
                 "sessions": [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "09:30", "close": "16:00"}]}""");

        MarketCalendar read = Payloads.read(body, MarketCalendar.class);

        assertThat(read.sessions()).containsExactly(new Session(WEEKDAYS, "09:30", "16:00"));
        assertThat(Json.MAPPER.<JsonNode>valueToTree(read)).isEqualTo(body);
        assertThatThrownBy(() -> Payloads.read(body.put("time_zone", "Mars"), MarketCalendar.class))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("time_zone")
                .hasMessageContaining("Mars");
    }

    private static void assertWhole(Bars bars) {
        SeriesQuality quality = quality(bars);
        assertThat(quality.gaps()).isZero();
        assertThat(quality.expected()).isEqualTo(bars.size());
    }

    private static SeriesQuality quality(Bars bars) {
        return SeriesQuality.of(bars, List.of(), MarketCalendar.learned(bars));
    }

    private static boolean isOpen(ZonedDateTime at) {
        LocalTime time = at.toLocalTime();
        return at.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0
                && !time.isBefore(LocalTime.of(9, 30))
                && time.isBefore(LocalTime.of(16, 0));
    }

    private static boolean isStockOpen(ZonedDateTime at) {
        String date = at.toLocalDate().toString();
        return isOpen(at) && !date.endsWith("07-04") && !date.equals("2022-12-26") && !date.endsWith("12-25");
    }

    private static Bars bars(Timeframe timeframe, String first, int days, Predicate<ZonedDateTime> open) {
        long begin = Instant.parse(first).toEpochMilli();
        return of(
                timeframe,
                LongStream.range(0, days * MarketCalendar.DAY / timeframe.millis())
                        .map(i -> begin + i * timeframe.millis())
                        .filter(time -> open.test(Instant.ofEpochMilli(time).atZone(NEW_YORK))));
    }

    private static Bars of(Timeframe timeframe, LongStream opens) {
        long[] time = opens.toArray();
        double[] price =
                LongStream.range(0, time.length).mapToDouble(i -> 100 + i % 7).toArray();
        return new Bars(timeframe, time, price, price, price, price, price);
    }
}
