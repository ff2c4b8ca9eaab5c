package dev.quarry.marketdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Timeframe;
import dev.quarry.spark.SparkEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an ingestion tells where searches go to Spark by default. */
class SparkStatsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String HEADER = "timestamp,open,high,low,close,volume\n";
    private static final String FIRST_TWO =
            HEADER + "2024-01-01T00:00:00Z,100,110,90,105,3.5\n2024-01-01T00:30:00Z,105,115,95,100,2\n";
    private static final String LAST_TWO =
            HEADER + "2024-01-01T00:30:00Z,105,116,80,101,2\n2024-01-01T01:00:00Z,100,101,96,97,1\n";

    @TempDir
    Path directory;

    @BeforeEach
    void no_prices() throws IOException {
        DATABASE.empty("series", "candle", "candle_batch", "candle_staging", "price_upload");
        Files.createDirectories(directory.resolve("spark/jars"));
        Files.createFile(directory.resolve("spark/jars/spark-core_2.13-4.2.0.jar"));
    }

    @Test
    void a_file_has_the_figures_of_the_bars_that_it_returns() throws IOException {
        Ingestion ingestion = ingestion("true", "spark", List.of());

        SparkStats appended = ingested(ingestion, 1, ingestion.upload("A", "30m", FIRST_TWO));
        SparkStats merged = ingested(ingestion, 2, ingestion.upload("A", "30m", LAST_TWO));
        SparkStats requested = ingested(
                ingestion,
                3,
                Ingestion.between(
                        ingestion.upload("A", "30m", LAST_TWO), "2023-01-01T00:00:00Z", "2024-01-01T00:59:00Z"));

        assertThat(appended)
                .isEqualTo(new SparkStats("4.2.0", 2, time("00:00"), time("00:30"), 90.0, 115.0, 102.5, 5.5));
        assertThat(merged).isEqualTo(new SparkStats("4.2.0", 2, time("00:30"), time("01:00"), 80.0, 116.0, 99.0, 3.0));
        assertThat(requested)
                .isEqualTo(new SparkStats("4.2.0", 2, time("00:00"), time("00:30"), 80.0, 116.0, 103.0, 5.5));
    }

    @Test
    void each_of_several_series_has_its_own() throws IOException {
        Ingestion ingestion = ingestion("yes", "spark", List.of());
        IngestionRequest file = ingestion.upload(
                null,
                "30m",
                "time,ticker,open,high,low,close,volume\n2024-01-01 00:00,A,1,2,1,2,5\n2024-01-01 00:00,B,10,20,10,20,7\n");

        IngestionResult result = ingestion.handler.run(
                new IngestionRequest(
                        "file",
                        null,
                        "30m",
                        null,
                        null,
                        null,
                        null,
                        file.uploadId(),
                        null,
                        null,
                        null,
                        null,
                        "ticker",
                        null,
                        null),
                new RecordedJob(1));

        assertThat(result.sparkStats()).isNull();
        assertThat(result.series())
                .extracting(one -> one.sparkStats().highestHigh())
                .containsExactly(2.0, 20.0);
    }

    @Test
    void bars_of_an_exchange_have_figures_too_and_none_where_it_gave_none() throws IOException {
        InMemoryExchange exchange = new InMemoryExchange(300, Timeframe.M30);
        Ingestion ingestion = ingestion("true", "spark", List.of(exchange));
        long start = time("00:00").toInstant().toEpochMilli();

        IngestionResult result = ingestion.handler.run(
                new IngestionRequest(
                        InMemoryExchange.NAME, "BTC/USD", "30m", time("00:00"), time("01:30"), null, null, null, null),
                new RecordedJob(1));

        assertThat(result.sparkStats().rows()).isEqualTo(4);
        assertThat(result.sparkStats().firstTs()).isEqualTo(time("00:00"));
        assertThat(result.sparkStats().lastTs()).isEqualTo(time("01:30"));
        double volume = 0;
        for (int bar = 0; bar < 4; bar++) {
            volume += exchange.candle(start + bar * Timeframe.M30.millis()).volume();
        }
        assertThat(result.sparkStats().totalVolume()).isEqualTo(volume);
    }

    @Test
    void they_are_absent_where_spark_is_not_the_default_or_not_installed() throws IOException {
        int job = 0;
        for (Ingestion without : List.of(
                ingestion("false", "spark", List.of()),
                ingestion(null, "spark", List.of()),
                ingestion("true", "elsewhere", List.of()),
                new Ingestion(DATABASE, null))) {
            IngestionResult result = without.handler.run(without.upload("A", "30m", FIRST_TWO), new RecordedJob(++job));
            JsonNode json = Json.MAPPER.valueToTree(result);
            assertThat(json.has("spark_stats")).isFalse();
            assertThat(json.has("rows_returned")).isTrue();
        }
        Ingestion with = ingestion("true", "spark", List.of());
        assertThat(Json.MAPPER
                        .valueToTree(with.handler.run(with.upload("A", "30m", FIRST_TWO), new RecordedJob(++job)))
                        .at("/spark_stats")
                        .propertyNames())
                .containsExactly(
                        "spark_version",
                        "rows",
                        "first_ts",
                        "last_ts",
                        "lowest_low",
                        "highest_high",
                        "mean_close",
                        "total_volume");
    }

    private static SparkStats ingested(Ingestion ingestion, long job, IngestionRequest request) throws IOException {
        IngestionResult result = ingestion.handler.run(request, new RecordedJob(job));
        assertThat(result.sparkStats().rows()).isEqualTo(result.rowsReturned());
        return result.sparkStats();
    }

    private Ingestion ingestion(String byDefault, String home, List<Exchange> exchanges) {
        SparkEngines spark = new SparkEngines(
                WorkCounter.NONE,
                Optional.empty(),
                Optional.of(directory.resolve(home).toString()),
                Optional.ofNullable(byDefault),
                Optional.empty(),
                64,
                120,
                600,
                60,
                Optional.empty(),
                Optional.empty());
        return new Ingestion(DATABASE, null, exchanges, spark);
    }

    private static OffsetDateTime time(String ofDay) {
        return OffsetDateTime.parse("2024-01-01T" + ofDay + ":00Z");
    }
}
