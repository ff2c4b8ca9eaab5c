package dev.quarry.marketdata;

import dev.quarry.series.Timeframe;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * The local time at which the bars of a series open, where summer time moves them by an hour in UTC. It is derived from
 * bars of both seasons, and stored with the series, since bars of a single season do not show it.
 *
 * @param zone the market's time zone
 * @param open how long after a multiple of their length in local time, milliseconds
 * @param reading how such bars are stored: daily ones under their date, shorter ones at their time
 */
public record MovingSession(ZoneId zone, long open, SeriesRaster.Reading reading) {

    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("America/New_York"), ZoneId.of("Europe/London"), ZoneId.of("Australia/Sydney"));
    private static final int MAX_FITTING_IN_TEN = 9;

    /** The time zones that may explain the movement, the sender's first. */
    static Stream<ZoneId> zones(Optional<ZoneId> own) {
        return Stream.concat(own.stream(), ZONES.stream());
    }

    /** Whether summer time can move bars to another distance from the multiples of their length. */
    static boolean canMove(Timeframe timeframe) {
        return timeframe.millis() > Timeframe.H1.millis() && timeframe.millis() < Timeframe.D1.millis();
    }

    /**
     * The session that most of the times have in common.
     *
     * @param more more than this many times must have it in common
     */
    static Optional<MovingSession> of(
            Timeframe timeframe, long[] times, long more, SeriesRaster.Reading reading, Optional<ZoneId> own) {
        return zones(own)
                .map(zone -> new MovingSession(zone, typicalResidue(zone, timeframe.millis(), times), reading))
                .filter(session -> session.fitting(timeframe.millis(), times) > more)
                .reduce(best(timeframe, times))
                .filter(session -> session.explains(timeframe, times));
    }

    /**
     * The session of bars that open at the same local time as the stored ones, but at another time in UTC. The stored
     * ones must be of one season, or known to move: bars of one season do not show the time zone.
     */
    static Optional<MovingSession> since(
            Timeframe timeframe, long[] times, SeriesRaster.Stored stored, Optional<ZoneId> own) {
        return zones(own)
                .filter(zone -> stored.session() != null || stored.last() < changeAfter(zone, stored.first()))
                .map(zone -> new MovingSession(
                        zone,
                        Math.floorMod(new LocalClock(zone).at(stored.first()), timeframe.millis()),
                        SeriesRaster.Reading.OPENS))
                .filter(session -> session.raster(timeframe).isOpen(stored.last()))
                .reduce(best(timeframe, times))
                .filter(session -> session.explains(timeframe, times));
    }

    /**
     * Chooses the better explanation: time zones that change their clocks in other weeks explain nearly as many bars;
     * of equal ones the first is chosen.
     */
    private static BinaryOperator<MovingSession> best(Timeframe timeframe, long[] times) {
        return (a, b) -> a.fitting(timeframe.millis(), times) >= b.fitting(timeframe.millis(), times) ? a : b;
    }

    private static long changeAfter(ZoneId zone, long time) {
        LocalClock clock = new LocalClock(zone);
        clock.at(time);
        return clock.nextChange();
    }

    private static long typicalResidue(ZoneId zone, long step, long[] times) {
        LocalClock clock = new LocalClock(zone);
        Map<Long, Integer> residues = new HashMap<>();
        for (long time : times) {
            residues.merge(Math.floorMod(clock.at(time), step), 1, Integer::sum);
        }
        return residues.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0L);
    }

    /** Whether all but a few of those times belong to this session. */
    boolean explains(Timeframe timeframe, long[] times) {
        return times.length > 0 && fitting(timeframe.millis(), times) * 10 >= times.length * (long) MAX_FITTING_IN_TEN;
    }

    private long fitting(long step, long[] times) {
        LocalClock clock = new LocalClock(zone);
        return Arrays.stream(times)
                .filter(time -> Math.floorMod(clock.at(time), step) == open)
                .count();
    }

    /** The raster of the series. */
    public BarRaster raster(Timeframe timeframe) {
        return reading == SeriesRaster.Reading.OPENS
                ? new BarRaster(timeframe, open, zone)
                : BarRaster.standard(timeframe);
    }

    /** The form in which it is stored with its series. */
    public String text() {
        return zone.getId() + " " + open + " " + reading.name();
    }

    /** Reads its stored form. */
    public static MovingSession of(String text) {
        String[] parts = text.split(" ");
        return new MovingSession(ZoneId.of(parts[0]), Long.parseLong(parts[1]), SeriesRaster.Reading.valueOf(parts[2]));
    }

    /** Whether days begin at another time in UTC than a stored one, but at the same local time of the market. */
    static boolean movesDays(long[] sorted, long stored, Optional<ZoneId> own) {
        return Arrays.stream(sorted).anyMatch(time -> Math.floorMod(time - stored, MarketCalendar.DAY) != 0)
                && zones(own)
                        .map(zone -> new MovingSession(
                                zone,
                                Math.floorMod(new LocalClock(zone).at(stored), MarketCalendar.DAY),
                                SeriesRaster.Reading.MOVED_DAYS))
                        .anyMatch(session -> session.explains(Timeframe.D1, sorted));
    }
}
