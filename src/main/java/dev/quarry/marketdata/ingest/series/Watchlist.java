package dev.quarry.marketdata.ingest.series;

import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.schedule.Schedule;
import dev.quarry.schedule.ScheduleDefinition;
import dev.quarry.schedule.store.ScheduleStore;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/**
 * The series that are kept up to date automatically. Each is a schedule like any other, named
 * {@code watch.<exchange>.<symbol>.<timeframe>}: fired once per cluster when a candle closes, and paused and shown as
 * other schedules are.
 */
@ApplicationScoped
public class Watchlist {

    private static final String PREFIX = "watch.";
    private static final int DEFAULT_DAYS = 30;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60;
    private static final long DAY = 24;
    private static final long THURSDAY = 4;
    private static final long WEEK = 7;

    private final ScheduleStore schedules;
    private final PricesWatchHandler handler;

    @Inject
    public Watchlist(ScheduleStore schedules, PricesWatchHandler handler) {
        this.schedules = schedules;
        this.handler = handler;
    }

    /** A watched series with its schedule. */
    public record Watch(WatchRequest request, Schedule schedule) {}

    /** All watches, by the name of their schedules. */
    public List<Watch> all() {
        return schedules.all().stream()
                .filter(schedule -> schedule.jobType().equals(PricesWatchHandler.TYPE)
                        && schedule.name().startsWith(PREFIX))
                .map(Watchlist::watch)
                .toList();
    }

    /**
     * Watches a series; one that is watched already keeps the earlier of both starts.
     *
     * @param request its start may be null: thirty days ago
     * @throws InvalidInputException naming what its exchange cannot serve
     */
    public Watch add(WatchRequest request) {
        OffsetDateTime now = schedules.now();
        OffsetDateTime byDefault = now.truncatedTo(ChronoUnit.DAYS).minusDays(DEFAULT_DAYS);
        WatchRequest watched = with(request, request.startTs() == null ? byDefault : request.startTs());
        InvalidInputException.throwIfAny(handler.check(watched));
        String name = name(watched.ingestion().series());
        Optional<Watch> before = schedules.find(name).map(Watchlist::watch);
        boolean paused = before.map(watch -> watch.schedule().paused()).orElse(false);
        WatchRequest kept = before.map(watch -> watch.request().startTs())
                .filter(start -> request.startTs() == null || start.isBefore(request.startTs()))
                .map(start -> with(request, start))
                .orElse(watched);
        ScheduleDefinition definition = new ScheduleDefinition(
                PricesWatchHandler.TYPE,
                Json.MAPPER.valueToTree(kept),
                cron(handler.raster(watched.ingestion())),
                null,
                null,
                null,
                paused);
        schedules.put(
                name, definition, paused ? null : definition.times().after(now).orElseThrow());
        return schedules.find(name).map(Watchlist::watch).orElseThrow();
    }

    /** Whether it is watched. */
    boolean watches(Series series) {
        return schedules.find(name(series)).isPresent();
    }

    /** Stops watching a series; false when it was not watched. Its bars stay. */
    public boolean remove(Series series) {
        return schedules.remove(name(series));
    }

    /**
     * A cron expression for when candles on that raster close; every day for bars of three days, for which there is no
     * expression.
     */
    static String cron(BarRaster raster) {
        long minutes = raster.timeframe().millis() / MINUTE;
        long past = raster.offset() / MINUTE;
        if (minutes < HOUR) {
            return every(past, minutes, HOUR) + " * * * *";
        }
        long hour = past / HOUR % DAY;
        String time = past % HOUR + " " + (minutes < HOUR * DAY ? every(hour, minutes / HOUR, DAY) : hour) + " * * ";
        return time + (raster.timeframe() == Timeframe.W1 ? weekday(past / HOUR / DAY) : "*");
    }

    /** A cron field: {@code first} and every {@code step} after it, of {@code all} values. */
    private static String every(long first, long step, long all) {
        if (first == 0) {
            return "*/" + step;
        }
        return LongStream.iterate(first, at -> at < all, at -> at + step)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(","));
    }

    /** The weekday as in cron, from Sunday; the first day of the epoch was a Thursday. */
    private static long weekday(long day) {
        return (day + THURSDAY) % WEEK;
    }

    private static WatchRequest with(WatchRequest request, OffsetDateTime start) {
        String code = Timeframe.of(request.timeframe()).orElseThrow().code();
        return new WatchRequest(request.exchange(), request.symbol(), code, start);
    }

    private static Watch watch(Schedule schedule) {
        JsonNode payload = schedule.payload();
        return new Watch(Json.MAPPER.treeToValue(payload, WatchRequest.class), schedule);
    }

    private static String name(Series series) {
        return PREFIX + series.exchange() + "." + series.symbol().replace('/', '-') + "."
                + series.timeframe().code();
    }
}
