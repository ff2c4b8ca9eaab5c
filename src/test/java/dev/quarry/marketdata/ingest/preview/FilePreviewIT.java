package dev.quarry.marketdata.ingest.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.marketdata.file.FileLook.FoundColumn;
import dev.quarry.marketdata.file.container.PriceFileSource;
import dev.quarry.marketdata.ingest.ImportSettings;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.SeriesWriter;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.spark.SparkEngines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FilePreviewIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Instant> ticks = new ArrayList<>();
    private InstantSource clock = () -> NOW;
    private final FilePreview preview = new FilePreview(
            new ImportSettings(Optional.empty(), Long.MAX_VALUE, Long.MAX_VALUE),
            new SeriesWriter(
                    new SeriesStore(DATABASE.database()), new CandleStore(DATABASE.database()), SparkEngines.none()),
            () -> clock.instant());

    @BeforeEach
    void no_prices() {
        DATABASE.empty("series", "candle", "price_upload");
    }

    @Test
    void it_tells_layout_columns_bars_timeframe_and_what_would_be_refused() throws IOException {
        StringBuilder text = new StringBuilder("Export of today\nDatum;Zeit;Eröffnung;Hoch;Tief;Schluss;Stücke\n");
        for (int hour = 0; hour < 12; hour++) {
            text.append("02.01.2024;" + hour + ":00;100,0;110,5;90,25;105,0;" + hour + "\n");
        }
        text.append("02.01.2024;12:00;100,0;90,5;90,25;105,0;1\n");

        PricePreview preview = of("kurse.csv", text.toString().getBytes(StandardCharsets.ISO_8859_1), null, null);

        assertThat(preview.refusal()).isNull();
        assertThat(preview.complete()).isTrue();
        assertThat(preview.timeframe()).isEqualTo("1h");
        assertThat(preview.bars()).isEqualTo(12);
        assertThat(preview.first()).hasSize(5);
        assertThat(preview.first().get(0).openTime()).isEqualTo("2024-01-02T00:00Z");
        assertThat(preview.last().get(4).volume()).isEqualTo(11);
        assertThat(preview.rowsRefused()).isEqualTo(1);
        assertThat(preview.refused().get(0).line()).isEqualTo(15);
        assertThat(preview.refused().get(0).reason()).contains("high");
        assertThat(preview.look().encoding()).isEqualTo("windows-1252");
        assertThat(preview.look().delimiter()).isEqualTo(";");
        assertThat(preview.look().layout().decimalSign()).isEqualTo(",");
        assertThat(preview.look().layout().headerLine()).isEqualTo(2);
        assertThat(preview.look().layout().columns())
                .contains(
                        new FoundColumn("time", 1, "Datum"),
                        new FoundColumn("clock", 2, "Zeit"),
                        new FoundColumn("close", 6, "Schluss"));
        assertThat(DATABASE.database().query("select id from series", row -> row.getLong(1)))
                .isEmpty();
        assertThat(DATABASE.database().query("select id from price_upload", row -> row.getLong(1)))
                .isEmpty();
    }

    @Test
    void a_file_that_cannot_be_read_is_shown_with_its_first_rows_and_the_reason_and_read_once_its_columns_are_named()
            throws IOException {
        byte[] text = "when,a,b,c,d,e\n2024-01-02,100,110,90,105,3500\n2024-01-03,1,1,1,1,1\n"
                .getBytes(StandardCharsets.UTF_8);

        PricePreview preview = of("x.csv", text, null, null);
        PricePreview named = of("x.csv", text, "open:a,high:b,low:c,close:d,volume:6", null);

        assertThat(preview.refusal()).contains("names no column for the open");
        assertThat(preview.look().sample().get(0).fields()).containsExactly("when", "a", "b", "c", "d", "e");
        assertThat(preview.look().layout()).isNull();
        assertThat(named.refusal()).isNull();
        assertThat(named.bars()).isEqualTo(2);
        assertThat(named.timeframe()).isEqualTo("1d");
    }

    @Test
    void symbols_are_counted_each_by_itself() throws IOException {
        byte[] text = ("date,ticker,open,high,low,close,volume\n2024-01-02,A,1,1,1,1,1\n2024-01-02,B,1,1,1,1,1\n"
                        + "2024-01-03,A,1,1,1,1,1\n2024-01-03,B,-1,1,1,1,1\n")
                .getBytes(StandardCharsets.UTF_8);

        PricePreview without = of("x.csv", text, null, null);
        PricePreview with = of("x.csv", text, null, "ticker");

        assertThat(without.refusal()).contains("\"A\" and \"B\"").contains("symbol_column");
        assertThat(with.refusal()).isNull();
        assertThat(with.symbols())
                .containsExactly(new PricePreview.Symbol("A", 2, null), new PricePreview.Symbol("B", 1, null));
        assertThat(with.rowsRefused()).isEqualTo(1);
    }

    @Test
    void of_a_large_file_the_first_rows_are_read_and_of_a_slow_one_what_ten_seconds_allow() throws IOException {
        StringBuilder text = new StringBuilder("time,open,high,low,close,volume\n");
        for (int i = 0; i < 60_000; i++) {
            text.append(1_704_067_200L + 60L * i).append(",1,1,1,1,1\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

        PricePreview large = of("x.csv", bytes, null, null);
        clock = () -> {
            ticks.add(NOW);
            return NOW.plusSeconds(5L * ticks.size());
        };
        PricePreview slow = of("x.csv", bytes, null, null);

        assertThat(large.complete()).isFalse();
        assertThat(large.rowsRead()).isEqualTo(50_000);
        assertThat(large.timeframe()).isEqualTo("1m");
        assertThat(slow.complete()).isFalse();
        assertThat(slow.rowsRead()).isLessThan(50_000);
    }

    @Test
    void a_page_of_html_is_refused_in_the_words_of_the_import() throws IOException {
        assertThat(of("x.csv", "<html>".getBytes(StandardCharsets.UTF_8), null, null)
                        .refusal())
                .contains("web page");
    }

    private PricePreview of(String name, byte[] bytes, String columns, String symbolColumn) throws IOException {
        PriceFileSource file = () -> new ByteArrayInputStream(bytes);
        return preview.of(
                name,
                file,
                new IngestionRequest(
                        "file",
                        null,
                        null,
                        null,
                        null,
                        "file",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        symbolColumn,
                        columns,
                        null));
    }
}
