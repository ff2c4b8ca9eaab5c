package dev.quarry.marketdata.ingest.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.TemporaryFailureException;
import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.exchange.ExchangeFaultException;
import dev.quarry.marketdata.ingest.InMemoryExchange;
import dev.quarry.marketdata.ingest.Ingestion;
import dev.quarry.marketdata.ingest.RecordedJob;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.schedule.CronTimes;
import dev.quarry.schedule.store.ScheduleStore;
import dev.quarry.series.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WatchlistIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OffsetDateTime START = OffsetDateTime.parse("2024-01-01T00:00:00Z");

    private final InMemoryExchange exchange = new InMemoryExchange(5000, Timeframe.H1, Timeframe.D1);
    private Ingestion ingestion;
    private ScheduleStore schedules;
    private Watchlist watchlist;

    @BeforeEach
    void an_empty_database() {
        DATABASE.empty(
                "series",
                "candle",
                "candle_batch",
                "candle_staging",
                "candle_unfinished",
                "exchange_budget",
                "schedule");
        ingestion = new Ingestion(DATABASE, null, List.of(exchange));
        schedules = new ScheduleStore(DATABASE.database());
        watchlist = new Watchlist(schedules, ingestion.watch);
    }

    @Test
    void a_watched_series_is_a_schedule_that_fires_when_its_candles_close() {
        Watchlist.Watch watch = watchlist.add(request("4h", START));

        assertThat(watch.schedule().name()).isEqualTo("watch.testex.BTC-USD.4h");
        assertThat(watch.schedule().cron()).isEqualTo("0 */4 * * *");
        assertThat(watch.schedule().nextFire()).isAfter(schedules.now());
        assertThat(watchlist.all()).containsExactly(watch);
    }

    @Test
    void watching_it_again_keeps_the_earlier_start_and_a_pause() {
        watchlist.add(request("1h", START.plusDays(10)));
        schedules.pause("watch.testex.BTC-USD.1h", true, null);

        Watchlist.Watch earlier = watchlist.add(request("1h", START));
        Watchlist.Watch later = watchlist.add(request("1h", START.plusDays(20)));
        Watchlist.Watch unsaid = watchlist.add(request("1h", null));

        assertThat(List.of(earlier, later, unsaid))
                .allMatch(watch -> watch.request().startTs().equals(START));
        assertThat(unsaid.schedule().paused()).isTrue();
        assertThat(unsaid.schedule().nextFire()).isNull();
        assertThat(watchlist.all()).hasSize(1);
    }

    @Test
    void what_cannot_be_watched_is_named() {
        assertThatThrownBy(() -> watchlist.add(new WatchRequest("file", "BTC/USD", "1h", null)))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations())
                        .extracting(Violation::field)
                        .containsExactly("exchange"));
        assertThatThrownBy(() -> watchlist.add(new WatchRequest(InMemoryExchange.NAME, "BTCUSD", "1m", null)))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations())
                        .extracting(Violation::field)
                        .containsExactly("symbol", "timeframe"));
        assertThat(watchlist.all()).isEmpty();
    }

    @Test
    void a_series_is_watched_until_it_is_removed() {
        watchlist.add(request("1h", START));
        Series series = new Series(InMemoryExchange.NAME, "BTC/USD", Timeframe.H1);

        assertThat(watchlist.remove(series)).isTrue();
        assertThat(watchlist.remove(series)).isFalse();
        assertThat(watchlist.all()).isEmpty();
    }

    @Test
    void each_run_brings_the_series_up_to_the_candle_that_closed_last() {
        long running = BarRaster.floor(Timeframe.H1, ingestion.budgets.now());
        OffsetDateTime start =
                Instant.ofEpochMilli(running).minus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC);

        WatchResult first = ingestion.watch.run(request("1h", start), new RecordedJob(1));
        WatchResult second = ingestion.watch.run(request("1h", start), new RecordedJob(2));

        assertThat(first.skipped()).isNull();
        assertThat(first.ingestion().rowsAdded()).isGreaterThanOrEqualTo(48);
        assertThat(first.ingestion().cachedBounds().maxTs())
                .isAfterOrEqualTo(
                        Instant.ofEpochMilli(running).minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC));
        assertThat(second.ingestion().rowsReturned()).isGreaterThanOrEqualTo(48);
    }

    @Test
    void while_the_exchange_is_down_it_is_left_alone_and_the_run_says_so() {
        exchange.failing(query -> ExchangeFaultException.limited("testex answers 429", Duration.ofMinutes(5)));
        assertThatThrownBy(() -> ingestion.watch.run(request("1h", START), new RecordedJob(1)))
                .isInstanceOf(TemporaryFailureException.class);
        exchange.queries.clear();

        WatchResult result = ingestion.watch.run(request("1h", START), new RecordedJob(2));

        assertThat(result.skipped()).startsWith("testex is not asked for another ");
        assertThat(exchange.queries).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Timeframe.class)
    void every_close_of_a_candle_is_a_fire(Timeframe timeframe) {
        assertFires(BarRaster.standard(timeframe));
    }

    @ParameterizedTest
    @CsvSource({"M30, 15", "H1, 30", "H4, 90", "D1, 1260", "W1, 7200"})
    void candles_of_a_series_with_an_offset_are_asked_for_when_they_close(Timeframe timeframe, int minutes) {
        assertFires(new BarRaster(timeframe, minutes * 60_000L));
    }

    private static void assertFires(BarRaster raster) {
        CronTimes times = CronTimes.of(Watchlist.cron(raster), "UTC");
        long step = raster.timeframe().millis();
        long close = raster.ceiling(Instant.parse("2024-02-27T13:07:00Z").toEpochMilli());
        for (int i = 0; i < 40; i++) {
            OffsetDateTime before = Instant.ofEpochMilli(close + i * step - 1).atOffset(ZoneOffset.UTC);
            assertThat(times.after(before).orElseThrow().toInstant().toEpochMilli())
                    .isEqualTo(close + i * step);
        }
    }

    private static WatchRequest request(String timeframe, OffsetDateTime start) {
        return new WatchRequest(InMemoryExchange.NAME, "BTC/USD", timeframe, start);
    }
}
