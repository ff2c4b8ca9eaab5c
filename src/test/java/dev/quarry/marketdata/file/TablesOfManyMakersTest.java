package dev.quarry.marketdata.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.CollectedCandles;
import dev.quarry.marketdata.CollectedCandles.Candle;
import dev.quarry.marketdata.file.columns.ColumnMapping;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as exchanges, brokers, sites, spreadsheets and data frames write them. */
class TablesOfManyMakersTest {

    private static final Candle FIRST = Candle.at("2024-01-02T00:00:00Z", 100, 110.5, 90.25, 105, 3500);
    private static final Candle SECOND = Candle.at("2024-01-03T00:00:00Z", 105, 115, 95, 100, 2000);

    private final CollectedCandles sink = new CollectedCandles();
    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // data frames: an index without a name, one of row numbers
                ",Open,High,Low,Close,Volume\n2024-01-02,100,110.5,90.25,105,3500\n2024-01-03,105,115,95,100,2000",
                ",date,open,high,low,close,volume\n0,2024-01-02,100,110.5,90.25,105,3500\n1,2024-01-03,105,115,95,100,2000",
                // Yahoo: three lines of header, or an adjusted close beside the close
                "Price,Close,High,Low,Open,Volume\nTicker,X,X,X,X,X\nDate,,,,,\n2024-01-02,105,110.5,90.25,100,3500\n"
                        + "2024-01-03,100,115,95,105,2000",
                "Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-02,100,110.5,90.25,105,99,3500\n"
                        + "2024-01-03,105,115,95,100,99,2000",
                // Investing.com and Nasdaq: newest first, thousands, a currency's sign
                "\"Date\",\"Price\",\"Open\",\"High\",\"Low\",\"Vol.\",\"Change %\"\n"
                        + "\"01/03/2024\",\"100.00\",\"105.00\",\"115.00\",\"95.00\",\"2.00K\",\"0.1%\"\n"
                        + "\"01/02/2024\",\"105.00\",\"100.00\",\"110.50\",\"90.25\",\"3.50K\",\"0.1%\"",
                "Date,Close/Last,Volume,Open,High,Low\n01/03/2024,$100.00,2000,$105.00,$115.00,$95.00\n"
                        + "01/02/2024,$105.00,3500,$100.00,$110.50,$90.25",
                // decimal commas, and the languages that have them
                "Datum;Eröffnung;Hoch;Tief;Schluss;Volumen\n02.01.2024;100,00;110,50;90,25;105,00;3.500\n"
                        + "03.01.2024;105,00;115,00;95,00;100,00;2.000",
                "date;ouv;haut;bas;clot;vol\n02/01/2024;100,0;110,5;90,25;105,0;3500\n13/01/2024;1,0;1,0;1,0;1,0;1\n"
                        + "03/01/2024;105,0;115,0;95,0;100,0;2000",
                // Stooq, Finam, MetaTrader 5
                "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\nX.US,D,20240102,000000,100,110.5,90.25,105,3500\n"
                        + "X.US,D,20240103,0,105,115,95,100,2000",
                "<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n2024.01.02\t100\t110.5\t90.25\t105\t3500\t0\t1\n"
                        + "2024.01.03\t105\t115\t95\t100\t2000\t0\t1",
                // Alpha Vantage, short names, other units of the time
                "timestamp,1. open,2. high,3. low,4. close,5. volume\n1704153600,100,110.5,90.25,105,3500\n"
                        + "1704240000000,105,115,95,100,2000",
                "t,o,h,l,c,v\n1704153600000000000,100,110.5,90.25,105,3500\n1704240000.000000,105,115,95,100,2000",
                // lines around the table
                "sep=|\nDate|Open|High|Low|Close|Volume\n2024-01-02|100|110.5|90.25|105|3500|\n2024-01-03|105|115|95|100|2000|",
                "Symbol: X\nInterval: 1 day\n\nDate,Open,High,Low,Close,Volume\n2024-01-02,100,110.5,90.25,105,3500\n"
                        + "Date,Open,High,Low,Close,Volume\n2024-01-03,105,115,95,100,2000\n2024-01-04,null,null,null,null,null",
                // JSON: lists, records, a frame in the orientation "split"
                "[[1704153600000,100,110.5,90.25,105,3500],[1704240000000,105,115,95,100,2000],[1704153600000,100,110.5,90.25,105,3500]]",
                "{\"data\":[{\"time\":\"2024-01-02\",\"open\":100,\"high\":110.5,\"low\":90.25,\"close\":105,\"volume\":3500},"
                        + "{\"close\":100,\"open\":105,\"high\":115,\"low\":95,\"time\":\"2024-01-03\",\"volume\":2000}]}",
                "{\"columns\":[\"date\",\"open\",\"high\",\"low\",\"close\",\"volume\"],\"index\":[0,1],"
                        + "\"data\":[[\"2024-01-02\",100,110.5,90.25,105,3500],[\"2024-01-03\",105,115,95,100,2000]]}"
            })
    void a_table_is_read_whoever_made_it(String table) throws IOException {
        read(table.getBytes(StandardCharsets.UTF_8), ReadingOptions.NONE);

        assertThat(sink.refused).isEmpty();
        assertThat(sink.inOrder()).contains(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-02 00:00:00 UTC",
                "2024-01-02 00:00:00+0000",
                "2024-01-02 01:00+01:00",
                "2024/01/02 00:00",
                "2024.01.02 00:00",
                "2024-1-2 0:00",
                "2024-01-02T00:00:00.000000000Z",
                "2024-01-02 12:00:00 AM",
                "1/2/2024 12:00 AM",
                "02.01.2024 00:00:00.000",
                "02-Jan-2024 00:00",
                "Jan 2, 2024",
                "Tue, 02 Jan 2024 00:00:00 GMT",
                "20240102",
                "20240102 000000",
                "202401020000",
                "20240102000000",
                "2024-01-01 19:00:00 America/New_York",
                "01.01.2024 22:00:00.000 GMT-0200"
            })
    void every_usual_spelling_of_a_time_is_read(String time) throws IOException {
        read(
                ("time;open;high;low;close;volume\n" + time + ";100;110.5;90.25;105;3500\n1/13/2024;1;1;1;1;1\n")
                        .getBytes(StandardCharsets.UTF_8),
                ReadingOptions.NONE);

        assertThat(sink.inOrder()).contains(FIRST);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-16", "windows-1252", "UTF-8"})
    void the_charset_shows_in_the_bytes(String charset) throws IOException {
        String table = "Datum;Eröffnung;Hoch;Tief;Schluss;Stücke\n2024-01-02;100;110.5;90.25;105;3500\n";
        read(table.getBytes(Charset.forName(charset)), ReadingOptions.NONE);

        assertThat(sink.inOrder()).containsExactly(FIRST);
    }

    @Test
    void a_refusal_quotes_names_as_they_are_written() {
        String table = "Datum;Eröffnung;Spitze;Tief;Schluss;Stücke\n2024-01-02;100;110.5;90.25;105;3500\n";

        assertThatThrownBy(() -> read(table.getBytes(Charset.forName("windows-1252")), ReadingOptions.NONE))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(
                        "The header line names no column for the high; it has: Datum, Eröffnung, Spitze, Tief, Schluss, Stücke.");
    }

    @Test
    void gzip_is_unpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("date,open,high,low,close,volume\n2024-01-02,100,110.5,90.25,105,3500\n".getBytes());
        }

        read(packed.toByteArray(), ReadingOptions.NONE);

        assertThat(sink.inOrder()).containsExactly(FIRST);
    }

    @Test
    void day_and_month_are_told_apart_by_any_row_of_the_file_or_by_bars_that_follow_each_other() throws IOException {
        String late = "date,open,high,low,close,volume\n" + "01/02/2024,100,110.5,90.25,105,3500\n".repeat(500)
                + "13/02/2024,1,1,1,1,1\n";
        read(late.getBytes(), ReadingOptions.NONE);
        assertThat(sink.inOrder().get(0).openTime()).isEqualTo(millis("2024-02-01T00:00:00Z"));
        assertThat(warnings).isEmpty();

        sink.candles.clear();
        String hours = "date,time,open,high,low,close,volume\n01/02/2024,23:00,1,1,1,1,1\n01/03/2024,00:00,1,1,1,1,1\n";
        read(hours.getBytes(), ReadingOptions.NONE);
        assertThat(sink.inOrder().get(1).openTime()).isEqualTo(millis("2024-01-03T00:00:00Z"));
        assertThat(warnings).singleElement().asString().contains("month first");
    }

    @Test
    void where_nothing_tells_day_from_month_both_readings_are_named() {
        String table = "date,open,high,low,close,volume\n03/04/2024 00:00,1,1,1,1,1\n03/04/2024 01:00,1,1,1,1,1\n";

        assertThatThrownBy(() -> read(table.getBytes(), ReadingOptions.NONE))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("month first or day first")
                .hasMessageContaining("03/04/2024 00:00");
    }

    @Test
    void two_markets_in_one_file_are_refused_by_name() {
        String table = "symbol,date,open,high,low,close,volume\nAAA,2024-01-02,1,1,1,1,1\nBBB,2024-01-02,2,2,2,2,1\n";

        assertThatThrownBy(() -> read(table.getBytes(), ReadingOptions.NONE))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("\"AAA\" and \"BBB\"");
        String frame =
                "Price,Close,Close,High,Low,Open,Volume\nTicker,AAA,BBB,AAA,AAA,AAA,AAA\n2024-01-02,1,1,1,1,1,1\n";
        assertThatThrownBy(() -> read(frame.getBytes(), ReadingOptions.NONE))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("two columns for the close");
    }

    @Test
    void an_average_of_the_volume_is_no_volume_and_a_missing_one_is_zero_only_on_request() throws IOException {
        String table = "time,open,high,low,close,Volume MA\n2024-01-02,100,110.5,90.25,105,7\n";

        assertThatThrownBy(() -> read(table.getBytes(), ReadingOptions.NONE))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("the volume")
                .hasMessageContaining("missing_volume=zero");
        read(table.getBytes(), options(Optional.empty(), true, false));
        assertThat(sink.inOrder().get(0).volume()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_hour_that_comes_twice_is_summer_time_first_whichever_way_the_file_runs(boolean newestFirst)
            throws IOException {
        List<String> rows = new ArrayList<>(List.of(
                "2023-11-05 00:30,1,1,1,1,1",
                "2023-11-05 01:00,2,2,2,2,1",
                "2023-11-05 01:30,3,3,3,3,1",
                "2023-11-05 01:00,4,4,4,4,1",
                "2023-11-05 01:30,5,5,5,5,1",
                "2023-11-05 02:00,6,6,6,6,1"));
        if (newestFirst) {
            Collections.reverse(rows);
        }

        read(("date,open,high,low,close,volume\n" + String.join("\n", rows)).getBytes(), in("America/New_York"));

        assertThat(sink.inOrder().stream().map(Candle::open)).containsExactly(1., 2., 3., 4., 5., 6.);
        assertThat(sink.inOrder().get(0).openTime()).isEqualTo(millis("2023-11-05T04:30:00Z"));
        assertThat(sink.inOrder().get(5).openTime()).isEqualTo(millis("2023-11-05T07:00:00Z"));
    }

    @Test
    void a_time_that_the_clocks_skip_is_refused_and_an_instant_stays() throws IOException {
        read("""
                date,open,high,low,close,volume
                2024-03-10 01:30,1,1,1,1,1
                2024-03-10 02:30,1,1,1,1,1
                2024-03-10 08:00+00:00,1,1,1,1,1
                1710061200,1,1,1,1,1
                """.getBytes(), in("America/New_York"));

        assertThat(sink.refused)
                .containsExactly("3: the time \"2024-03-10 02:30\" was skipped by the clocks of America/New_York");
        assertThat(sink.inOrder().stream().map(Candle::openTime))
                .containsExactly(
                        millis("2024-03-10T06:30:00Z"), millis("2024-03-10T08:00:00Z"), millis("2024-03-10T09:00:00Z"));
    }

    @Test
    void an_hour_given_twice_with_other_prices_hints_at_local_times() throws IOException {
        read("""
                date,open,high,low,close,volume
                2023-11-05 00:00,1,1,1,1,1
                2023-11-05 01:00,1,1,1,1,1
                2023-11-05 01:00,2,2,2,2,1
                """.getBytes(), ReadingOptions.NONE);

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("2023-11-05 01:00")
                .contains("time_zone");
    }

    @Test
    void days_belong_to_the_date_they_are_stamped_with_wherever_it_begins() throws IOException {
        String table =
                "Date,Open,High,Low,Close,Volume\n2024-01-02 00:00:00-05:00,1,1,1,1,1\n2024-07-02 00:00:00-04:00,1,1,1,1,1\n";

        read(table.getBytes(), options(Optional.empty(), false, true));

        assertThat(sink.inOrder().stream().map(Candle::openTime))
                .containsExactly(millis("2024-01-02T00:00:00Z"), millis("2024-07-02T00:00:00Z"));
    }

    @Test
    void columns_without_names_are_read_in_the_order_in_which_highs_are_highest() throws IOException {
        String table = IntStream.range(0, 5)
                .mapToObj(i -> "170415360" + i + "000,100,105,110.5,90.25,3500")
                .reduce("", (all, row) -> all + row + "\n");

        read(table.getBytes(), ReadingOptions.NONE.as(CandleFormat.PLAIN));

        assertThat(sink.inOrder().get(0)).isEqualTo(FIRST);
        assertThat(warnings).singleElement().asString().contains("open, close, high, low");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PAR1xyz | Parquet",
                "<!DOCTYPE html><html></html> | web page",
                "<html> | HTML",
                "%PDF-1.4 | PDF",
                "{\"error\": \"not found\"} | no bars",
                "date,open,high,low,close,volume | no rows"
            })
    void what_is_no_table_is_refused_by_its_name(String start, String name) {
        assertThatThrownBy(() -> read(start.getBytes(), ReadingOptions.NONE))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(name);
    }

    private static ReadingOptions in(String zone) {
        return options(Optional.of(ZoneId.of(zone)), false, false);
    }

    private static ReadingOptions options(Optional<ZoneId> zone, boolean missingVolumeIsZero, boolean wholeDays) {
        return new ReadingOptions(
                Optional.empty(),
                zone,
                missingVolumeIsZero,
                Optional.empty(),
                "",
                wholeDays,
                ColumnMapping.NONE,
                Optional.empty());
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    private void read(byte[] file, ReadingOptions options) throws IOException {
        CandleSink warned = new CandleSink() {
            @Override
            public void candle(long line, long openTime, double o, double h, double l, double c, double v) {
                sink.candle(line, openTime, o, h, l, c, v);
            }

            @Override
            public void refused(long line, String reason) {
                sink.refused(line, reason);
            }

            @Override
            public void warning(String sentence) {
                warnings.add(sentence);
            }
        };
        new CandleFileReader(options, 1_000_000).read(() -> new ByteArrayInputStream(file), warned);
    }
}
