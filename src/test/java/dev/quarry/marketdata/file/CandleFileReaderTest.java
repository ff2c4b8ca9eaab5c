package dev.quarry.marketdata.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.CollectedCandles;
import dev.quarry.marketdata.CollectedCandles.Candle;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandleFileReaderTest {

    private static final Candle MIDNIGHT = Candle.at("2024-01-01T00:00:00Z", 100, 110, 90, 105, 3.5);
    private static final Candle HALF_PAST = Candle.at("2024-01-01T00:30:00Z", 105, 115, 95, 100, 2);

    private final CollectedCandles sink = new CollectedCandles();

    @Test
    void plain_files_have_a_header_in_any_order_and_case() throws IOException {
        CandleFormat format = read("""
                Close,Open,High,Low,Volume,Timestamp,note
                105,100,110,90,3.5,2024-01-01T00:00:00Z,x
                100,105,115,95,2,2024-01-01 00:30:00,
                """);

        assertThat(format).isEqualTo(CandleFormat.PLAIN);
        assertThat(sink.inOrder()).containsExactly(MIDNIGHT, HALF_PAST);
        assertThat(sink.refused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1704067200",
                "1704067200.0",
                "1704067200000",
                "1704067200000000",
                "2024-01-01",
                "2024-01-01T00:00",
                "2024-01-01 00:00:00",
                "2024-01-01T02:00:00+02:00",
                "2024-01-01 12-AM"
            })
    void the_unit_of_a_time_shows_in_its_digits(String time) throws IOException {
        read("timestamp,open,high,low,close,volume\n" + time + ",100,110,90,105,3.5\n");

        assertThat(sink.refused).isEmpty();
        assertThat(sink.inOrder()).containsExactly(MIDNIGHT);
    }

    @Test
    void binance_klines_change_from_milliseconds_to_microseconds_within_a_file() throws IOException {
        CandleFormat format = read("""
                1735687800000,93000.1,93100,92900,93050.5,12.5,1735689599999,1163131.25,900,6.1,567000.1,0
                1735689600000000,93050.5,93200,93000,93100,10,1735691399999999,931000,800,5,465500,0
                """);

        assertThat(format).isEqualTo(CandleFormat.BINANCE);
        assertThat(sink.inOrder())
                .containsExactly(
                        Candle.at("2024-12-31T23:30:00Z", 93000.1, 93100, 92900, 93050.5, 12.5),
                        Candle.at("2025-01-01T00:00:00Z", 93050.5, 93200, 93000, 93100, 10));
    }

    @Test
    void binance_files_of_the_futures_market_have_a_header() throws IOException {
        CandleFormat format = read("""
                open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore
                1704067200000,100,110,90,105,3.5,1704068999999,350,9,1,100,0
                """);

        assertThat(format).isEqualTo(CandleFormat.BINANCE);
        assertThat(sink.inOrder()).containsExactly(MIDNIGHT);
    }

    @Test
    void kraken_files_have_seconds_and_leave_out_empty_intervals() throws IOException {
        CandleFormat format = read("""
                1704067200,100,110,90,105,3.5,12
                1704072600,105,115,95,100,2,7
                """);

        assertThat(format).isEqualTo(CandleFormat.KRAKEN);
        assertThat(sink.inOrder()).containsExactly(MIDNIGHT, Candle.at("2024-01-01T01:30:00Z", 105, 115, 95, 100, 2));
    }

    @Test
    void cryptodatadownload_files_start_with_an_address_and_go_backwards() throws IOException {
        CandleFormat format = read("""
                https://www.CryptoDataDownload.com
                unix,date,symbol,open,high,low,close,Volume USD,Volume BTC
                1704069000,2024-01-01 00:30:00,BTC/USD,105,115,95,100,210,2
                1704067200000,2024-01-01 00:00:00,BTC/USD,100,110,90,105,350,3.5
                """);

        assertThat(format).isEqualTo(CandleFormat.CRYPTODATADOWNLOAD);
        assertThat(sink.inOrder()).containsExactly(MIDNIGHT, HALF_PAST);
    }

    @Test
    void old_cryptodatadownload_files_count_half_days() throws IOException {
        read("""
                # CryptoDataDownload
                Date,Symbol,Open,High,Low,Close,Volume BTC,Volume USD
                2024-01-01 11-PM,BTCUSD,105,115,95,100,2,210
                2024-01-01 12-PM,BTCUSD,100,110,90,105,3.5,350
                """);

        assertThat(sink.inOrder())
                .containsExactly(
                        Candle.at("2024-01-01T12:00:00Z", 100, 110, 90, 105, 3.5),
                        Candle.at("2024-01-01T23:00:00Z", 105, 115, 95, 100, 2));
    }

    @Test
    void bad_lines_are_refused_one_by_one_with_number_and_reason() throws IOException {
        read("""
                timestamp,open,high,low,close,volume
                2024-01-01T00:00:00Z,100,110,90,105,3.5

                2024-01-01T00:30:00Z,105,115,95
                yesterday,105,115,95,100,2
                2024-01-01T00:30:00Z,105,115,95,n/a,2
                2024-01-01T00:30:00Z,105,115,95,0x1p3,2
                2024-01-01T00:30:00Z,105,115,95,100,
                "2024-01-01T00:30:00Z,105,115,95,100,2
                1.61E+12,105,115,95,100,2
                123,105,115,95,100,2
                "2024-01-01T00:30:00Z","105","115",95,"100",2
                """);

        assertThat(sink.refused)
                .containsExactly(
                        "4: has 4 fields instead of 6",
                        "5: the time \"yesterday\" is in no spelling that is known here",
                        "6: has no close",
                        "7: the close \"0x1p3\" is not a number",
                        "8: has no volume (missing_volume=zero stores 0 for it)",
                        "9: has a quote where none can be",
                        "10: the time \"1.61E+12\" is in scientific notation: a spreadsheet has rounded its digits away;"
                                + " export it as a whole number or as text",
                        "11: the time \"123\" has too few or too many digits for a count since 1970");
        assertThat(sink.inOrder()).containsExactly(MIDNIGHT, HALF_PAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void line_ends_and_a_byte_order_mark_do_not_matter(String end) throws IOException {
        String text = String.join(
                end,
                "\uFEFFtimestamp;open;high;low;close;volume",
                "2024-01-01T00:00:00Z;100;110;90;105;3.5",
                "",
                "2024-01-01T00:30:00Z;105;115;95;100;x",
                "2024-01-01T00:30:00Z;105;115;95;100;2");
        read(text.getBytes(StandardCharsets.UTF_8), Optional.empty(), 1000);

        assertThat(sink.inOrder()).containsExactly(MIDNIGHT, HALF_PAST);
        assertThat(sink.refused).containsExactly("4: the volume \"x\" is not a number");
    }

    @Test
    void a_line_without_end_costs_no_memory() throws IOException {
        read("timestamp,open,high,low,close,volume\n" + "\n2024-01-01,100,110,90,105,3.5".repeat(8) + "\n2024-01-01,1"
                + "0".repeat(100_000) + "\n2024-01-01,100,110,90,105,3.5");

        assertThat(sink.refused).containsExactly("11: is too long");
        assertThat(sink.candles).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1704067200,100,110,90,105,3.5\n",
                "1704067200,100,110,90,105,3.5,0.25\n",
                "1704067200,100,110,90,105,3.5,350,12\n"
            })
    void columns_without_names_that_fit_no_layout_are_not_guessed_at(String file) {
        assertUnreadable(file, "The file has no header line and its");
    }

    @Test
    void a_named_format_settles_what_a_look_cannot() throws IOException {
        String file = "1704067200,100,110,90,105,3.5\n";

        read(file.getBytes(StandardCharsets.US_ASCII), Optional.of(CandleFormat.PLAIN), 1000);

        assertThat(sink.inOrder()).containsExactly(MIDNIGHT);
    }

    @Test
    void a_named_format_that_the_file_contradicts_is_refused() {
        String kraken = "1704067200,100,110,90,105,3.5,12\n";

        assertThatThrownBy(
                        () -> read(kraken.getBytes(StandardCharsets.US_ASCII), Optional.of(CandleFormat.BINANCE), 1000))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("The first line has 7 columns; files of the format binance have 12.");
    }

    @Test
    void a_header_that_lacks_a_column_is_named() {
        assertUnreadable("date,open,high,low,close\n", "The header line names no column for the volume");
        assertUnreadable("open,high,low,close,volume\n", "The header line names no column for the time");
    }

    @Test
    void what_is_no_table_is_refused_as_a_whole() {
        assertUnreadable("", "The file is empty");
        assertUnreadable("# nothing\n\n", "The file holds no prices.");
        assertUnreadable("hello world\n", "The file is not a table");
        assertUnreadable("\u001f\u008b\u0008\u0000abc", "The packed file is damaged or cut short.");
    }

    @Test
    void text_over_the_limit_is_refused() {
        String file = "timestamp,open,high,low,close,volume\n" + "2024-01-01,100,110,90,105,3.5\n".repeat(100);

        assertThatThrownBy(() -> read(file.getBytes(StandardCharsets.US_ASCII), Optional.empty(), 1000))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("more than 1,000 bytes");
    }

    private void assertUnreadable(String file, String message) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(message);
    }

    private CandleFormat read(String file) throws IOException {
        return read(file.getBytes(StandardCharsets.ISO_8859_1), Optional.empty(), 1_000_000);
    }

    private CandleFormat read(byte[] file, Optional<CandleFormat> format, long maxBytes) throws IOException {
        ReadingOptions options = format.map(ReadingOptions.NONE::as).orElse(ReadingOptions.NONE);
        return new CandleFileReader(options, maxBytes).read(() -> new ByteArrayInputStream(file), sink);
    }
}
