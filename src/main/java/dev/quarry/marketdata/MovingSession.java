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
 * When the bars of a series open on the clock of their market, where summer time moves them by an hour of UTC. Told by bars of
 * both seasons, and kept with the series, since those of one season look like any others.
 *
 * @param zone of the market
 * @param open so long after a multiple of their length that is counted on that clock, milliseconds
 * @param reading how bars that open then are kept: days under their date, shorter ones at their time
 */
public record MovingSession(ZoneId zone, long open, SeriesRaster.Reading reading) {

    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("America/New_York"), ZoneId.of("Europe/London"), ZoneId.of("Australia/Sydney"));
    private static final int MAX_FITTING_IN_TEN = 9;

    /** The zones by which a movement is explained, that of the one who sends the bars first. */
    static Stream<ZoneId> zones(Optional<ZoneId> own) {
        return Stream.concat(own.stream(), ZONES.stream());
    }

    /** True for bars that summer time can move to another distance from the multiples of their length. */
    static boolean canMove(Timeframe timeframe) {
        return timeframe.millis() > Timeframe.H1.millis() && timeframe.millis() < Timeframe.D1.millis();
    }

    /**
     * The session that most of the times have in common.
     *
     * @param more more times must have it in common than this
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
     * The session of bars that open as stored ones did, on the clock of a market, and in UTC otherwise. Those must be of one
     * season, or known to move: bars of one season do not tell by whose clock.
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

    /** Clocks of other markets are changed in other weeks, so they explain nearly as many; of equals the first. */
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

    /** Whether bars of those times are of this session, but for a few wrong ones. */
    boolean explains(Timeframe timeframe, long[] times) {
        return times.length > 0 && fitting(timeframe.millis(), times) * 10 >= times.length * (long) MAX_FITTING_IN_TEN;
    }

    private long fitting(long step, long[] times) {
        LocalClock clock = new LocalClock(zone);
        return Arrays.stream(times)
                .filter(time -> Math.floorMod(clock.at(time), step) == open)
                .count();
    }

    /** Where the bars of the series open. */
    public BarRaster raster(Timeframe timeframe) {
        return reading == SeriesRaster.Reading.OPENS
                ? new BarRaster(timeframe, open, zone)
                : BarRaster.standard(timeframe);
    }

    /** As it is kept with its series. */
    public String text() {
        return zone.getId() + " " + open + " " + reading.name();
    }

    /** From its text. */
    public static MovingSession of(String text) {
        String[] parts = text.split(" ");
        return new MovingSession(ZoneId.of(parts[0]), Long.parseLong(parts[1]), SeriesRaster.Reading.valueOf(parts[2]));
    }

    /** True when days begin at another time of UTC than a stored one, and at the same one where the market is. */
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
