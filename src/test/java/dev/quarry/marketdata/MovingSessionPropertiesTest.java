package dev.quarry.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.series.Timeframe;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Sessions of any market with summer time, in bars of 2 to 12 hours, imported at once or in two parts. */
class MovingSessionPropertiesTest {

    private static final int DAYS = 500;

    @Property(tries = 300)
    void all_bars_of_a_session_lie_on_one_raster_whichever_part_came_first(
            @ForAll("zones") ZoneId zone,
            @ForAll("timeframes") Timeframe timeframe,
            @ForAll @IntRange(min = 12, max = 40) int quarterHoursOfOpen,
            @ForAll @IntRange(min = 20, max = 480) int splitDay) {
        long[] all = session(zone, timeframe, quarterHoursOfOpen);
        int split = all.length * splitDay / DAYS;
        long[] earlier = Arrays.copyOf(all, split);
        long[] later = Arrays.copyOfRange(all, split, all.length);
        Optional<ZoneId> own = Optional.of(zone);

        assertOnRaster(SeriesRaster.of(timeframe, first(timeframe, all), Optional.empty(), own), all);
        assertOnRaster(after(timeframe, earlier, later, own), all);
        assertOnRaster(after(timeframe, later, earlier, own), all);
        if (!zone.getId().equals("Pacific/Auckland")) { // whose clock nobody tries unless told
            assertThat(Arrays.stream(all).allMatch(BarRaster.of(timeframe, all)::isOpen))
                    .isTrue();
        }
    }

    @Property(tries = 200)
    void times_between_two_opens_belong_to_the_first(
            @ForAll("zones") ZoneId zone,
            @ForAll("timeframes") Timeframe timeframe,
            @ForAll @IntRange(min = 12, max = 40) int quarterHoursOfOpen,
            @ForAll @IntRange(min = 1, max = 119) int minutes) {
        long[] all = session(zone, timeframe, quarterHoursOfOpen);
        BarRaster raster = SeriesRaster.of(timeframe, first(timeframe, all), Optional.empty(), Optional.of(zone))
                .raster();

        for (long open : all) {
            assertThat(raster.floor(open)).isEqualTo(open);
            assertThat(raster.ceiling(open)).isEqualTo(open);
            assertThat(raster.floor(open + minutes * 60_000L)).isEqualTo(open);
            assertThat(raster.ceiling(open - minutes * 60_000L)).isEqualTo(open);
        }
    }

    private static SeriesRaster after(Timeframe timeframe, long[] stored, long[] times, Optional<ZoneId> own) {
        SeriesRaster first = SeriesRaster.of(timeframe, first(timeframe, stored), Optional.empty(), own);
        return SeriesRaster.of(
                timeframe,
                first(timeframe, times),
                Optional.of(new SeriesRaster.Stored(stored[0], stored[stored.length - 1], first.session(), false)),
                own);
    }

    private static void assertOnRaster(SeriesRaster raster, long[] all) {
        assertThat(Arrays.stream(all)
                        .allMatch(time ->
                                raster.open(time) == time && raster.raster().isOpen(time)))
                .isTrue();
    }

    private static long[] first(Timeframe timeframe, long[] times) {
        return Arrays.copyOf(times, Math.min(times.length, SeriesRaster.enoughTimes(timeframe)));
    }

    /** Two bars on each day but Sunday. */
    private static long[] session(ZoneId zone, Timeframe timeframe, int quarterHours) {
        LocalTime open = LocalTime.of(quarterHours / 4, quarterHours % 4 * 15);
        LocalDate begin = LocalDate.of(2022, 12, 1);
        return IntStream.range(0, DAYS)
                .filter(day -> day % 7 != 3)
                .mapToObj(begin::plusDays)
                .flatMapToLong(day -> IntStream.range(0, 2).mapToLong(bar -> LocalDateTime.of(day, open)
                        .plusMinutes(bar * timeframe.millis() / 60_000)
                        .atZone(zone)
                        .toInstant()
                        .toEpochMilli()))
                .toArray();
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "America/New_York",
                        "America/Toronto",
                        "Europe/London",
                        "Europe/Berlin",
                        "Australia/Sydney",
                        "Pacific/Auckland")
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<Timeframe> timeframes() {
        return Arbitraries.of(Timeframe.H2, Timeframe.H4, Timeframe.H6, Timeframe.H12);
    }
}
