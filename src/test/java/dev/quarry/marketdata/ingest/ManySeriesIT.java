package dev.quarry.marketdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobStoppedException;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that bring several series. */
class ManySeriesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String HEADER = "time,ticker,open,high,low,close,volume\n";
    private static final OffsetDateTime FIRST = OffsetDateTime.parse("1900-01-01T00:00:00Z");
    private static final OffsetDateTime LAST = OffsetDateTime.parse("2100-01-01T00:00:00Z");

    private final Ingestion ingestion = new Ingestion(DATABASE, null);
    private final RecordedJob job = new RecordedJob(1);

    @BeforeEach
    void no_prices() {
        DATABASE.empty("series", "candle", "price_upload");
    }

    @Test
    void a_column_of_symbols_makes_a_series_of_each_whatever_the_order_of_its_rows() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int hour = 0; hour < 20; hour++) {
            rows.append(row(hour, "BTC/USD", 100 + hour)).append(row(hour, "ETH/USD", 10 + hour));
        }

        IngestionResult result = run(bySymbol(rows.toString()));

        assertThat(result.rowsAdded()).isEqualTo(40);
        assertThat(result.series())
                .extracting(SeriesOutcome::symbol, SeriesOutcome::rowsAdded, SeriesOutcome::error)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("BTC/USD", 20L, null),
                        org.assertj.core.groups.Tuple.tuple("ETH/USD", 20L, null));
        assertThat(bars("BTC/USD", "1h").open()).startsWith(100, 101).hasSize(20);
        assertThat(bars("ETH/USD", "1h").open()).startsWith(10, 11).hasSize(20);
        assertThat(DATABASE.database().query("select id from candle_batch", row -> row.getLong(1)))
                .isEmpty();
        assertThat(DATABASE.database().query("select line from candle_staging", row -> row.getLong(1)))
                .isEmpty();
    }

    @Test
    void each_symbol_has_the_hour_that_comes_twice_when_summer_time_ends() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (String time : List.of("00:00", "01:00", "01:00", "02:00")) {
            for (String symbol : List.of("A", "B")) {
                rows.append("2023-11-05 " + time + "," + symbol + ",1,1,1,1,1\n");
            }
        }

        run(new IngestionRequest(
                "file",
                null,
                "1h",
                null,
                null,
                null,
                null,
                uploaded(rows.toString().getBytes(StandardCharsets.UTF_8)),
                null,
                "America/New_York",
                null,
                null,
                "ticker",
                null,
                null));

        assertThat(bars("A", "1h").size()).isEqualTo(4);
        assertThat(bars("B", "1h").size()).isEqualTo(4);
    }

    @Test
    void what_is_refused_is_counted_by_symbol_and_a_symbol_that_cannot_be_stored_is_named_beside_the_others()
            throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int hour = 0; hour < 8; hour++) {
            rows.append(row(hour, "GOOD", 100)).append("2024-01-02 " + pad(hour) + ":00,BAD,-1,1,1,1,1\n");
        }
        rows.append("2024-01-03 00:00,GOOD,x,1,1,1,1\n").append("2024-01-03 01:00,,1,1,1,1,1\n");

        IngestionResult result = run(bySymbol(rows.toString()));

        assertThat(result.rowsAdded()).isEqualTo(8);
        assertThat(result.rowsRefused()).isEqualTo(10);
        SeriesOutcome bad = result.series().get(0);
        SeriesOutcome good = result.series().get(1);
        assertThat(bad.symbol()).isEqualTo("BAD");
        assertThat(bad.error()).contains("8 of 8 lines are no 1h bars");
        assertThat(bad.rowsRefused()).isEqualTo(8);
        assertThat(good.error()).isNull();
        assertThat(good.rowsRefused()).isEqualTo(1);
        assertThat(good.refused().get(0).reason()).startsWith("GOOD: ");
        assertThat(job.events).anyMatch(event -> event.contains("names no symbol"));
        assertThat(bars("BAD", "1h").size()).isZero();
    }

    @Test
    void a_file_of_which_no_symbol_can_be_stored_is_refused_with_the_reasons() {
        String rows = HEADER + "2024-01-02 00:00,A,-1,1,1,1,1\n2024-01-02 00:00,B,-1,1,1,1,1\n";

        assertThatThrownBy(() -> run(bySymbol(rows)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("A: 1 of 1 lines")
                .hasMessageContaining("B: 1 of 1 lines");
    }

    @Test
    void a_column_that_is_not_there_is_named_with_those_that_are() {
        assertThatThrownBy(() -> run(bySymbol("time,open,high,low,close,volume\n2024-01-02,1,1,1,1,1\n")))
                .hasMessage(
                        "The file has no column \"ticker\", which symbol_column names; it has: time, open, high, low,"
                                + " close, volume.");
    }

    @Test
    void without_the_option_two_symbols_are_refused_and_it_is_named() throws IOException {
        IngestionRequest request = ingestion.upload("X", "1h", HEADER + row(0, "BTC/USD", 1) + row(0, "ETH/USD", 1));

        assertThatThrownBy(() -> run(request))
                .hasMessageContaining("\"BTC/USD\" and \"ETH/USD\"")
                .hasMessageContaining("symbol_column");
    }

    @Test
    void more_symbols_than_an_import_takes_are_refused() {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i <= 1000; i++) {
            rows.append(row(0, "S" + i, 1));
        }

        assertThatThrownBy(() -> run(bySymbol(rows.toString()))).hasMessageContaining("more than 1,000 series");
        assertThat(DATABASE.database().query("select id from candle_batch", row -> row.getLong(1)))
                .isEmpty();
    }

    @Test
    void each_file_of_a_zip_is_a_series_by_its_name_and_files_of_months_are_one() throws IOException {
        byte[] zip = zip(
                "BTCUSDT-1h-2024-02.csv",
                table("2024-02-01", 200),
                "BTCUSDT-1h-2024-01.csv",
                table("2024-01-31", 100),
                "XBTUSD_60.csv",
                table("2024-01-31", 300),
                "XBTUSD_1440.csv",
                "time,open,high,low,close,volume\n2024-01-01,1,1,1,1,1\n",
                "README.txt",
                "not a table");

        IngestionResult result = run(byEntry(zip, null));

        assertThat(result.series()).allMatch(one -> one.error() == null).hasSize(3);
        assertThat(bars("BTCUSDT", "1h").open()).hasSize(48).startsWith(100).endsWith(200);
        assertThat(bars("XBTUSD", "1h").size()).isEqualTo(24);
        assertThat(bars("XBTUSD", "1d").size()).isEqualTo(1);
    }

    @Test
    void files_of_another_timeframe_than_was_asked_for_and_such_as_are_no_table_are_left_aside_and_named()
            throws IOException {
        byte[] zip = zip(
                "BTC_60.csv", table("2024-01-31", 100), "BTC_5.csv", table("2024-01-31", 1), "junk_60.csv", "hello\n");

        IngestionResult result = run(byEntry(zip, "1h"));

        assertThat(result.series())
                .extracting(SeriesOutcome::symbol, one -> one.error() == null)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("BTC", true),
                        org.assertj.core.groups.Tuple.tuple("BTC", false),
                        org.assertj.core.groups.Tuple.tuple("junk", false));
        assertThat(bars("BTC", "1h").size()).isEqualTo(24);
        assertThat(bars("BTC", "5m").size()).isZero();
    }

    @Test
    void a_job_that_is_stopped_stores_nothing_of_any_series() throws IOException {
        IngestionRequest request = bySymbol(HEADER + row(0, "A", 1) + row(0, "B", 1));

        assertThatThrownBy(() -> ingestion.handler.run(request, new RecordedJob(1).losingItsLease()))
                .isInstanceOf(JobStoppedException.class);

        assertThat(bars("A", "1h").size()).isZero();
    }

    @Test
    void symbol_and_timeframe_are_required_where_the_file_does_not_tell_them() {
        assertThat(request(null, null, null, null).violations())
                .extracting(Violation::field)
                .containsExactly("symbol", "timeframe");
        assertThat(request(null, null, "ticker", null).violations())
                .extracting(Violation::field)
                .containsExactly("timeframe");
        assertThat(request(null, null, null, "*").violations()).isEmpty();
        assertThat(request(null, null, "ticker", "*").violations())
                .extracting(Violation::field)
                .containsExactly("symbol_column");
    }

    private static IngestionRequest request(String symbol, String timeframe, String symbolColumn, String entry) {
        return new IngestionRequest(
                "file",
                symbol,
                timeframe,
                null,
                null,
                null,
                null,
                1L,
                null,
                null,
                null,
                entry,
                symbolColumn,
                null,
                null);
    }

    private IngestionRequest bySymbol(String text) throws IOException {
        return new IngestionRequest(
                "file",
                null,
                "1h",
                null,
                null,
                null,
                null,
                uploaded(text.getBytes(StandardCharsets.UTF_8)),
                null,
                null,
                null,
                null,
                "ticker",
                null,
                null);
    }

    private IngestionRequest byEntry(byte[] zip, String timeframe) throws IOException {
        return new IngestionRequest(
                "file",
                null,
                timeframe,
                null,
                null,
                null,
                null,
                uploaded(zip),
                null,
                null,
                null,
                "*",
                null,
                null,
                null);
    }

    private long uploaded(byte[] bytes) throws IOException {
        return ingestion
                .uploads
                .receive("prices", new ByteArrayInputStream(bytes))
                .id();
    }

    private IngestionResult run(IngestionRequest request) throws IOException {
        return ingestion.handler.run(request, job);
    }

    private Bars bars(String symbol, String timeframe) {
        return ingestion
                .history
                .load(new Series("file", symbol, Timeframe.of(timeframe).orElseThrow()), FIRST, LAST)
                .bars();
    }

    private static String row(int hour, String symbol, double price) {
        return "2024-01-02 " + pad(hour) + ":00," + symbol + ("," + price).repeat(4) + ",5\n";
    }

    private static String table(String day, double price) {
        StringBuilder rows = new StringBuilder("time,open,high,low,close,volume\n");
        for (int hour = 0; hour < 24; hour++) {
            rows.append(day + " " + pad(hour) + ":00" + ("," + price).repeat(4) + ",5\n");
        }
        return rows.toString();
    }

    private static String pad(int hour) {
        return (hour < 10 ? "0" : "") + hour;
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
