package dev.quarry.marketdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.PacedJob;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.sample.SamplePrices;
import dev.quarry.marketdata.store.SeriesCoverage;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PricesIngestHandlerIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String HEADER = "timestamp,open,high,low,close,volume\n";
    private static final String MIDNIGHT = "2024-01-01T00:00:00Z,100,110,90,105,3.5\n";
    private static final String HALF_PAST = "2024-01-01T00:30:00Z,105,115,95,100,2\n";
    private static final String ONE = "2024-01-01T01:00:00Z,100,101,99,100,1\n";

    @TempDir
    Path directory;

    private Ingestion ingestion;

    @BeforeEach
    void an_empty_database() {
        DATABASE.empty("series", "candle", "candle_batch", "candle_staging", "price_upload");
        ingestion = new Ingestion(DATABASE, directory);
    }

    @Test
    void the_sample_becomes_a_series_with_the_same_bars() throws IOException {
        IngestionRequest request = new IngestionRequest("Sample", "BTC/USD", "30m", null, null, null, null, null, null);
        RecordedJob job = new RecordedJob(1);

        IngestionResult result = ingestion.handler.run(request, job);

        assertThat(ingestion.handler.check(request)).isEmpty();
        assertThat(result.rowsAccepted()).isEqualTo(9399);
        assertThat(result.rowsReturned()).isEqualTo(9399);
        assertThat(result.rowsRefused()).isZero();
        assertThat(result.cachedBounds().minTs()).isEqualTo("2014-01-01T00:00:00Z");
        assertThat(result.cachedBounds().maxTs()).isEqualTo("2014-07-15T19:00:00Z");
        assertThat(job.progress).startsWith("0/1 Fetching + caching OHLCV").endsWith("1/1 Ingestion complete");
        assertSameBars(loadAll(SamplePrices.SERIES), SamplePrices.load());
        assertThat(ingestion.series.coverage(10))
                .containsExactly(
                        new SeriesCoverage("sample", "BTC/USD", "30m", 1388534400000L, 1405450800000L, 9399, null));
    }

    @Test
    void running_it_again_changes_nothing_and_says_so() throws IOException {
        ingestion.handler.run(ingestion.upload("A", "30m", HEADER + MIDNIGHT + HALF_PAST), new RecordedJob(1));
        long version = version("A");

        IngestionResult again =
                ingestion.handler.run(ingestion.upload("A", "30m", HEADER + MIDNIGHT + HALF_PAST), new RecordedJob(2));

        assertThat(again.rowsUnchanged()).isEqualTo(2);
        assertThat(again.rowsAdded() + again.rowsReplaced()).isZero();
        assertThat(version("A")).isEqualTo(version);
    }

    @Test
    void a_corrected_bar_replaces_the_old_one() throws IOException {
        ingestion.handler.run(ingestion.upload("A", "30m", HEADER + MIDNIGHT + HALF_PAST), new RecordedJob(1));
        long version = version("A");

        IngestionResult result = ingestion.handler.run(
                ingestion.upload("A", "30m", HEADER + ONE + HALF_PAST.replace("105,115", "106,116")),
                new RecordedJob(2));

        assertThat(result.rowsAdded()).isEqualTo(1);
        assertThat(result.rowsReplaced()).isEqualTo(1);
        assertThat(result.rowsReturned()).isEqualTo(2);
        assertThat(result.cachedBounds().minTs()).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(version("A")).isGreaterThan(version);
        assertThat(loadAll(series("A")).open()).containsExactly(100, 106, 100);
        assertThat(ingestion.series.coverage(10).get(0).rows()).isEqualTo(3);
    }

    @Test
    void of_lines_with_the_same_time_the_last_counts_and_the_rest_are_reported() throws IOException {
        String older = MIDNIGHT.replace("3.5", "1");

        RecordedJob job = new RecordedJob(1);

        IngestionResult result =
                ingestion.handler.run(ingestion.upload("A", "30m", HEADER + HALF_PAST + older + MIDNIGHT), job);

        assertThat(job.events).anyMatch(event -> event.contains("1 times come more than once with different values"));
        assertThat(result.rowsAccepted()).isEqualTo(2);
        assertThat(result.rowsDuplicate()).isEqualTo(1);
        assertThat(loadAll(series("A")).volume()).containsExactly(3.5, 2);
    }

    @Test
    void lines_in_any_order_give_the_same_series() throws IOException {
        Bars sample = SamplePrices.load();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < sample.size(); i++) {
            String line = "%d,%s,%s,%s,%s,%s\n"
                    .formatted(
                            sample.openTime()[i] / 1000,
                            sample.open()[i],
                            sample.high()[i],
                            sample.low()[i],
                            sample.close()[i],
                            sample.volume()[i]);
            lines.addAll(Collections.nCopies(1 + i % 2, line));
        }
        Collections.shuffle(lines, new Random(7));

        RecordedJob job = new RecordedJob(1);

        IngestionResult result =
                ingestion.handler.run(ingestion.upload("A", "30m", HEADER + String.join("", lines)), job);

        assertThat(job.events).noneMatch(event -> event.contains("more than once"));
        assertThat(result.rowsDuplicate()).isEqualTo(4699);
        assertSameBars(loadAll(series("A")), sample);
    }

    @Test
    void a_file_that_continues_a_series_goes_straight_into_it() throws IOException {
        ingestion.handler.run(ingestion.upload("A", "30m", HEADER + MIDNIGHT), new RecordedJob(1));

        RecordedJob job = new RecordedJob(2);

        IngestionResult result = ingestion.handler.run(
                ingestion.upload("A", "30m", HEADER + HALF_PAST.replace(",2\n", ",9\n") + HALF_PAST + ONE), job);

        assertThat(job.events).anyMatch(event -> event.contains("1 times come more than once with different values"));
        assertThat(result.rowsAdded()).isEqualTo(2);
        assertThat(result.rowsDuplicate()).isEqualTo(1);
        assertThat(result.rowsReturned()).isEqualTo(2);
        assertThat(result.cachedBounds().minTs()).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(result.cachedBounds().maxTs()).isEqualTo("2024-01-01T01:00:00Z");
        assertThat(loadAll(series("A")).volume()).containsExactly(3.5, 2, 1);
        assertThat(ingestion.series.coverage(10).get(0).rows()).isEqualTo(3);
    }

    @Test
    void the_bars_of_the_range_that_is_asked_for_are_counted_with_those_that_were_there() throws IOException {
        ingestion.handler.run(ingestion.upload("A", "30m", HEADER + MIDNIGHT + HALF_PAST), new RecordedJob(1));

        IngestionResult result = ingestion.handler.run(
                Ingestion.between(ingestion.upload("A", "30m", HEADER + ONE), "2024-01-01T00:30:00Z", null),
                new RecordedJob(2));

        assertThat(result.rowsAdded()).isEqualTo(1);
        assertThat(result.rowsReturned()).isEqualTo(2);
    }

    @Test
    void two_nodes_that_read_the_same_file_at_once_store_it_once() throws Exception {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 60_000; i++) {
            text.append(1_577_836_800L + i * 60L).append(",1,1,1,1,").append(i).append('\n');
        }
        List<IngestionRequest> requests =
                List.of(ingestion.upload("A", "1m", text.toString()), ingestion.upload("A", "1m", text.toString()));

        List<CompletableFuture<IngestionResult>> runs = requests.stream()
                .map(request -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return ingestion.handler.run(request, new RecordedJob(request.uploadId()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .toList();

        assertThat(runs.stream().map(CompletableFuture::join).mapToLong(IngestionResult::rowsAdded))
                .containsExactlyInAnyOrder(60_000L, 0L);
        assertThat(runs.stream().map(CompletableFuture::join).mapToLong(IngestionResult::rowsUnchanged))
                .containsExactlyInAnyOrder(60_000L, 0L);
        assertThat(count("candle")).isEqualTo(60_000);
        assertThat(ingestion.series.coverage(10).get(0).rows()).isEqualTo(60_000);
    }

    @Test
    void a_long_file_with_one_bar_out_of_order_at_its_end_gives_the_same_series() throws IOException {
        int bars = 100_000;
        StringBuilder text = new StringBuilder(HEADER);
        long first = Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();
        for (int i = 1; i < bars; i++) {
            text.append(first + i * 60L).append(",1,1,1,1,").append(i).append('\n');
        }
        text.append(first).append(",1,1,1,1,0\n");

        IngestionResult result =
                ingestion.handler.run(ingestion.upload("A", "1m", text.toString()), new RecordedJob(1));

        assertThat(result.rowsAdded()).isEqualTo(bars);
        assertThat(count("candle")).isEqualTo(bars);
        Bars loaded = loadAll(new Series("file", "A", Timeframe.M1));
        assertThat(loaded.openTime()[0]).isEqualTo(first * 1000);
        assertThat(loaded.volume()).startsWith(0, 1, 2).endsWith(bars - 1);
        assertThat(count("candle_staging")).isZero();
    }

    @Test
    void bad_lines_are_left_out_and_named() throws IOException {
        RecordedJob job = new RecordedJob(1);

        IngestionResult result = ingestion.handler.run(
                ingestion.upload("A", "30m", HEADER + MIDNIGHT + "2024-01-01T00:30:00Z,105,100,95,100,2\n" + ONE), job);

        assertThat(result.rowsAccepted()).isEqualTo(2);
        assertThat(result.rowsRefused()).isEqualTo(1);
        assertThat(result.refused())
                .extracting(Object::toString)
                .containsExactly("line 3: the high is below another price of the bar");
        assertThat(job.events)
                .containsExactly(
                        "info Read prices.csv, layout plain",
                        "warn Refused 1 lines; the first: line 3: the high is below another price of the bar");
    }

    @Test
    void a_range_trims_at_both_ends_which_belong_to_it() throws IOException {
        IngestionRequest all = ingestion.upload("A", "30m", HEADER + MIDNIGHT + HALF_PAST + ONE);

        IngestionResult result = ingestion.handler.run(
                Ingestion.between(all, "2024-01-01T00:30:00Z", "2024-01-01T00:30:00Z"), new RecordedJob(1));

        assertThat(result.rowsAccepted()).isEqualTo(1);
        assertThat(result.rowsOutside()).isEqualTo(2);
        assertThat(result.requested().startTs()).isEqualTo("2024-01-01T00:30:00Z");
        assertThat(loadAll(series("A")).openTime())
                .containsExactly(Instant.parse("2024-01-01T00:30:00Z").toEpochMilli());
    }

    @Test
    void the_range_is_repeated_to_the_millisecond() throws IOException {
        IngestionRequest all = ingestion.upload("A", "30m", HEADER + MIDNIGHT + HALF_PAST + ONE);

        IngestionResult result = ingestion.handler.run(
                Ingestion.between(all, "2024-01-01T00:00:00Z", "2024-01-01T23:59:59.999Z"), new RecordedJob(1));

        assertThat(Json.MAPPER.writeValueAsString(result.requested()))
                .isEqualTo("{\"start_ts\":\"2024-01-01T00:00:00+00:00\",\"end_ts\":\"2024-01-01T23:59:59.999+00:00\"}");
    }

    @Test
    void a_file_of_another_timeframe_is_not_stored() throws IOException {
        StringBuilder hourly = new StringBuilder(HEADER);
        for (int hour = 10; hour < 20; hour++) {
            hourly.append(MIDNIGHT.replace("T00", "T" + hour));
        }
        String minutes =
                HEADER + MIDNIGHT + MIDNIGHT.replace("00:00Z", "01:00Z") + MIDNIGHT.replace("00:00Z", "02:00Z");

        assertThatThrownBy(() ->
                        ingestion.handler.run(ingestion.upload("A", "30m", hourly.toString()), new RecordedJob(1)))
                .isInstanceOf(JobFailedException.class)
                .hasMessage(
                        "The bars are at least 60 minutes (1h) apart, so they are no 30m bars and nothing was stored.");
        assertThatThrownBy(() -> ingestion.handler.run(ingestion.upload("A", "30m", minutes), new RecordedJob(2)))
                .isInstanceOf(JobFailedException.class)
                .hasMessage(
                        "2 of 3 lines are no 30m bars, so nothing was stored. The first: line 3: the time is not the"
                                + " open of a 30m bar; line 4: the time is not the open of a 30m bar.");
        assertNothingIsLeft();
    }

    @Test
    void a_file_that_breaks_half_way_changes_nothing() throws IOException {
        String text = HEADER + MIDNIGHT.repeat(10) + "x,y\n".repeat(20);

        assertThatThrownBy(() -> ingestion.handler.run(ingestion.upload("A", "30m", text), new RecordedJob(1)))
                .isInstanceOf(JobFailedException.class);

        assertNothingIsLeft();
    }

    @Test
    void no_step_of_reading_a_long_file_whose_bars_are_in_no_order_takes_a_second() throws Exception {
        StringBuilder text = new StringBuilder(HEADER);
        Instant first = Instant.parse("2024-01-01T00:00:00Z");
        IntStream.range(0, 100_000)
                .mapToObj(i -> first.plusSeconds(60L * (i * 77_773L % 100_000)))
                .forEach(open -> text.append(open).append(",100,101,99,100,1\n"));
        IngestionRequest request = ingestion.upload("A", "1m", text.toString());

        assertThat(PacedJob.longestStep(Duration.ofMinutes(1), job -> () -> ingestion.handler.run(request, job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
        assertThat(count("candle")).isEqualTo(100_000);
    }

    @Test
    void a_cancelled_ingestion_changes_nothing_and_keeps_the_upload() throws IOException {
        for (int checkpoints = 1; checkpoints <= 5; checkpoints++) {
            IngestionRequest request = ingestion.upload("A", "30m", HEADER + MIDNIGHT + HALF_PAST);
            RecordedJob job = new RecordedJob(checkpoints).stoppingAfter(checkpoints);

            assertThatThrownBy(() -> ingestion.handler.run(request, job)).isInstanceOf(JobStoppedException.class);

            assertThat(ingestion.uploads.find(request.uploadId())).isPresent();
        }
        assertThat(count("series")).isZero();
        assertThat(count("candle_staging")).isZero();
    }

    @Test
    void an_attempt_that_lost_its_lease_stores_nothing() throws IOException {
        IngestionRequest request = ingestion.upload("A", "30m", HEADER + MIDNIGHT + HALF_PAST);

        assertThatThrownBy(() -> ingestion.handler.run(request, new RecordedJob(1).losingItsLease()))
                .isInstanceOf(JobStoppedException.class);

        assertThat(count("candle")).isZero();
        assertThat(ingestion.handler.run(request, new RecordedJob(1)).rowsAdded())
                .isEqualTo(2);
    }

    @Test
    void an_attempt_that_lost_its_lease_does_not_drop_the_upload_either() throws IOException {
        IngestionRequest request = ingestion.upload("A", "1h", HEADER + HALF_PAST);

        assertThatThrownBy(() -> ingestion.handler.run(request, new RecordedJob(1).losingItsLease()))
                .isInstanceOf(JobStoppedException.class);

        assertThat(ingestion.uploads.find(request.uploadId())).isPresent();
    }

    @Test
    void after_a_crash_between_the_commit_and_the_end_of_the_job_the_result_is_still_there() throws IOException {
        IngestionRequest request = ingestion.upload("A", "30m", HEADER + MIDNIGHT + HALF_PAST);

        IngestionResult first = ingestion.handler.run(request, new RecordedJob(5));
        IngestionResult second = ingestion.handler.run(request, new RecordedJob(5));

        assertThat(second).isEqualTo(first);
        assertThat(count("price_upload_chunk")).isZero();
        assertThat(ingestion.handler.check(request))
                .containsExactly(new Violation("upload_id", "names no file that waits for its import"));
    }

    @Test
    void what_a_dead_attempt_staged_is_cleared_by_the_next_one() throws IOException {
        DATABASE.database().update("insert into candle_batch (job_id) values (9)");
        DATABASE.database().update("insert into candle_staging select id, 1, now(), 1, 1, 1, 1, 1 from candle_batch");

        ingestion.handler.run(ingestion.upload("A", "30m", HEADER + MIDNIGHT), new RecordedJob(9));

        assertThat(count("candle_staging")).isZero();
        assertThat(count("candle_batch")).isZero();
    }

    @Test
    void a_file_of_the_import_directory_is_read_by_its_name() throws IOException {
        Files.writeString(directory.resolve("XBTUSD_30.csv"), "1704067200,100,110,90,105,3.5,12\n");
        IngestionRequest request =
                new IngestionRequest("kraken", "XBT/USD", "30m", null, null, "file", "XBTUSD_30.csv", null, "kraken");

        assertThat(ingestion.handler.check(request)).isEmpty();
        assertThat(ingestion.handler.run(request, new RecordedJob(1)).rowsAccepted())
                .isEqualTo(1);
        assertThat(ingestion.series.coverage(10))
                .extracting(SeriesCoverage::exchange)
                .containsExactly("kraken");
    }

    @Test
    void sources_say_at_enqueue_what_they_cannot_serve() {
        assertThat(ingestion.handler.check(request("bitstamp", "BTC/USD", "30m", null, null)))
                .containsExactly(
                        new Violation(
                                "exchange",
                                "is no source of prices here: available are file, sample; prices of other exchanges come as files"));
        assertThat(ingestion.handler.check(request("bitstamp", "BTC/USD", "30m", "ftp", null)))
                .containsExactly(new Violation("source", "must be one of file, sample"));
        assertThat(ingestion.handler.check(request("sample", "ETH/USD", "1h", null, null)))
                .extracting(Violation::field)
                .containsExactly("symbol", "timeframe");
        assertThat(ingestion.handler.check(request("sample", "BTC/USD", "30m", "file", "x.csv")))
                .extracting(Violation::field)
                .containsExactly("exchange");
        assertThat(ingestion.handler.check(request("x", "BTC/USD", "30m", "file", null)))
                .extracting(Violation::field)
                .containsExactly("file");
        assertThat(ingestion.handler.check(request("x", "BTC/USD", "30m", "file", "../x.csv")))
                .extracting(Violation::field)
                .containsExactly("file");
    }

    private static IngestionRequest request(
            String exchange, String symbol, String timeframe, String source, String file) {
        return new IngestionRequest(exchange, symbol, timeframe, null, null, source, file, null, null);
    }

    private static Series series(String symbol) {
        return new Series("file", symbol, Timeframe.M30);
    }

    private Bars loadAll(Series series) {
        return ingestion
                .history
                .load(
                        series,
                        OffsetDateTime.parse("2000-01-01T00:00:00Z"),
                        OffsetDateTime.parse("2100-01-01T00:00:00Z"))
                .bars();
    }

    private long version(String symbol) {
        return ingestion.series.find(series(symbol)).orElseThrow().version();
    }

    private void assertNothingIsLeft() {
        assertThat(count("series")).isZero();
        assertThat(count("candle_batch")).isZero();
        assertThat(count("candle_staging")).isZero();
        assertThat(count("price_upload")).isZero();
    }

    private static long count(String table) {
        return DATABASE.database()
                .first("select count(*) from " + table, row -> row.getLong(1))
                .orElseThrow();
    }

    private static void assertSameBars(Bars actual, Bars expected) {
        assertThat(actual.openTime()).isEqualTo(expected.openTime());
        assertThat(actual.open()).isEqualTo(expected.open());
        assertThat(actual.high()).isEqualTo(expected.high());
        assertThat(actual.low()).isEqualTo(expected.low());
        assertThat(actual.close()).isEqualTo(expected.close());
        assertThat(actual.volume()).isEqualTo(expected.volume());
    }
}
