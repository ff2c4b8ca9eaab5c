package dev.quarry.marketdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.Prices;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.CandlePages;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.ViewedPrices;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Series whose bars open off the whole minutes, hours and days of UTC, on every way that bars take. */
class OffsetSeriesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    private final InMemoryExchange exchange = new InMemoryExchange(30, Timeframe.M30, Timeframe.H1, Timeframe.D1);
    private Ingestion ingestion;

    @BeforeEach
    void an_empty_database() {
        DATABASE.empty("series", "candle", "candle_batch", "candle_staging", "candle_unfinished", "exchange_budget");
        ingestion = new Ingestion(DATABASE, null, List.of(exchange));
    }

    @Test
    void longer_bars_made_of_hours_from_half_past_open_at_half_past_on_every_way() throws IOException {
        imported(
                "file",
                "1h",
                LongStream.range(0, 4)
                        .flatMap(day -> LongStream.range(0, 7)
                                .map(hour -> millis("2024-01-02T14:30:00Z") + day * DAY + hour * HOUR))
                        .toArray());
        Series fours = new Series("file", "BTC/USD", Timeframe.H4);

        Prices loaded = ingestion.history.load(fours, time("2024-01-01T00:00:00Z"), time("2025-01-01T00:00:00Z"));
        Bars page = new CandlePages(
                        ingestion.series, new CandleStore(DATABASE.database()), new ViewedPrices(DATABASE.database()))
                .read(fours, 0, millis("2025-01-01T00:00:00Z"), 4)
                .orElseThrow()
                .bars();

        assertThat(Instant.ofEpochMilli(page.openTime()[0])).isEqualTo("2024-01-02T12:30:00Z");
        assertThat(LongStream.of(page.openTime())).allMatch(open -> Math.floorMod(open, 4 * HOUR) == HOUR / 2);
        assertThat(page.volume()).containsExactly(2, 4, 1, 2);
        assertThat(loaded.bars().openTime()).startsWith(page.openTime());
    }

    @Test
    void an_exchange_fills_days_that_begin_at_another_hour_with_its_hours() throws IOException {
        long first = millis("2024-01-02T05:00:00Z");
        imported(InMemoryExchange.NAME, "1d", first, first + DAY, first + 3 * DAY);

        IngestionResult result = ingestion.handler.run(request("1d", first, first + 5 * DAY), new RecordedJob(2));

        assertThat(result.rowsAdded()).isEqualTo(3);
        assertThat(exchange.queries).allMatch(query -> query.timeframe() == Timeframe.H1);
        Bars days = ingestion
                .history
                .load(new Series(InMemoryExchange.NAME, "BTC/USD", Timeframe.D1), at(0), at(first + 9 * DAY))
                .bars();
        assertThat(days.openTime())
                .containsExactly(
                        LongStream.range(0, 6).map(day -> first + day * DAY).toArray());
        assertThat(days.open()[2]).isEqualTo(exchange.candle(first + 2 * DAY).open());
        assertThat(days.close()[2])
                .isEqualTo(exchange.candle(first + 3 * DAY - HOUR).close());
    }

    @Test
    void a_longer_bar_is_stored_when_the_answer_has_all_of_it() throws IOException {
        IngestionResult result = ingestion.handler.run(
                request("4h", millis("2024-01-02T00:00:00Z"), millis("2024-01-06T00:00:00Z")), new RecordedJob(1));

        assertThat(exchange.queries).hasSizeGreaterThan(2);
        assertThat(result.rowsAdded()).isEqualTo(25);
        assertThat(result.rowsReplaced()).isZero();
    }

    @Test
    void an_exchange_that_has_no_such_bars_is_not_asked_and_research_takes_what_is_stored() throws IOException {
        long first = millis("2024-01-02T00:00:14Z");
        imported(InMemoryExchange.NAME, "30m", first, first + HOUR / 2, first + HOUR, first + 3 * HOUR);
        Series series = new Series(InMemoryExchange.NAME, "BTC/USD", Timeframe.M30);

        assertThatThrownBy(() -> ingestion.handler.run(request("30m", first, first + 5 * HOUR), new RecordedJob(2)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("open 14 seconds after the whole 30m of UTC")
                .hasMessageContaining("under another exchange");

        assertThat(ingestion
                        .complete
                        .loadComplete(series, at(first), at(first + 5 * HOUR), new RecordedJob(3))
                        .bars()
                        .size())
                .isEqualTo(4);
        assertThat(exchange.queries).isEmpty();
    }

    @Test
    void sessions_that_summer_time_moves_stay_one_series_whichever_season_an_import_brings() throws IOException {
        long[] winter = twiceADay("2024-01-08T14:30:00Z");
        long[] summer = twiceADay("2024-06-03T13:30:00Z");
        long[] next = twiceADay("2025-01-06T14:30:00Z");

        imported("file", "4h", winter);
        imported("file", "4h", summer);
        imported("file", "4h", next);
        imported("file", "4h", summer);

        assertThat(ingestion
                        .history
                        .load(
                                new Series("file", "BTC/USD", Timeframe.H4),
                                time("2024-01-01T00:00:00Z"),
                                time("2026-01-01T00:00:00Z"))
                        .bars()
                        .openTime())
                .containsExactly(Stream.of(winter, summer, next)
                        .flatMapToLong(LongStream::of)
                        .toArray());
        assertThatThrownBy(() -> imported("file", "4h", twiceADay("2025-02-03T13:30:00Z")))
                .isInstanceOf(JobFailedException.class);
    }

    @Test
    void days_of_one_season_join_a_series_of_both() throws IOException {
        long[] both = LongStream.concat(
                        LongStream.range(0, 5).map(day -> millis("2024-03-03T22:00:00Z") + day * DAY),
                        LongStream.range(0, 5).map(day -> millis("2024-03-10T21:00:00Z") + day * DAY))
                .toArray();

        imported("file", "1d", both);
        imported(
                "file",
                "1d",
                LongStream.range(0, 5)
                        .map(day -> millis("2024-06-02T21:00:00Z") + day * DAY)
                        .toArray());

        assertThat(ingestion
                        .history
                        .load(
                                new Series("file", "BTC/USD", Timeframe.D1),
                                time("2024-06-01T00:00:00Z"),
                                time("2025-01-01T00:00:00Z"))
                        .bars()
                        .openTime())
                .hasSize(5)
                .startsWith(millis("2024-06-03T00:00:00Z"));
    }

    @Test
    void days_of_one_season_join_dates_that_were_kept_before_sessions_were() throws IOException {
        imported("file", "1d", days("2024-01-01T00:00:00Z", 5));
        imported("round", "1d", days("2024-01-01T00:00:00Z", 7));

        imported("file", "1d", days("2024-06-02T21:00:00Z", 5));

        assertThat(ingestion
                        .history
                        .load(
                                new Series("file", "BTC/USD", Timeframe.D1),
                                time("2024-06-01T00:00:00Z"),
                                time("2025-01-01T00:00:00Z"))
                        .bars()
                        .openTime())
                .hasSize(40)
                .startsWith(millis("2024-06-03T00:00:00Z"));
        assertThatThrownBy(() -> imported("round", "1d", days("2024-06-02T21:00:00Z", 5)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("one raster");
    }

    /** Eight weeks of so many days. */
    private static long[] days(String first, int perWeek) {
        return LongStream.range(0, 56)
                .filter(day -> day % 7 < perWeek)
                .map(day -> millis(first) + day * DAY)
                .toArray();
    }

    /** Two bars of four hours on each of ten days. */
    private static long[] twiceADay(String first) {
        return LongStream.range(0, 20)
                .map(bar -> millis(first) + bar / 2 * DAY + bar % 2 * 4 * HOUR)
                .toArray();
    }

    private void imported(String name, String timeframe, long... opens) throws IOException {
        StringBuilder file = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (long open : opens) {
            file.append(open).append(",10,12,9,11,1\n");
        }
        IngestionRequest upload = ingestion.upload("BTC/USD", timeframe, file.toString());
        ingestion.handler.run(
                new IngestionRequest(name, "BTC/USD", timeframe, null, null, "file", null, upload.uploadId(), null),
                new RecordedJob(1));
    }

    private static IngestionRequest request(String timeframe, long first, long last) {
        return new IngestionRequest(
                InMemoryExchange.NAME, "BTC/USD", timeframe, at(first), at(last), null, null, null, null);
    }

    private static OffsetDateTime time(String text) {
        return OffsetDateTime.parse(text);
    }

    private static OffsetDateTime at(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
