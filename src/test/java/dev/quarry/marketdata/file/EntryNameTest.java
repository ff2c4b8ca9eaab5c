package dev.quarry.marketdata.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.series.Timeframe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    BTCUSDT-1h-2024-01.csv             | BTCUSDT             | 1h
                    spot/klines/BTCUSDT-5m-2024-01-31.csv | BTCUSDT          | 5m
                    XBTUSD_60.csv                      | XBTUSD              | 1h
                    XBTUSD_1440.csv                    | XBTUSD              | 1d
                    BTC_USDT-4h.feather                | BTC_USDT            | 4h
                    Bitstamp_BTCUSD_1h.csv             | Bitstamp_BTCUSD     | 1h
                    Bitstamp_BTCUSD_d.csv              | Bitstamp_BTCUSD_d   |
                    EURUSD_M15_202401020000_202406281245.csv | EURUSD        | 15m
                    DAT_ASCII_EURUSD_M1_2023.csv       | DAT_ASCII_EURUSD    | 1m
                    EURUSDH1.csv                       | EURUSDH1            |
                    'BINANCE_BTCUSDT, 240.csv'         | BINANCE_BTCUSDT     | 4h
                    AAPL.csv                           | AAPL                |
                    daily/us/aapl.us.txt               | aapl.us             |
                    AAPL_daily.csv.gz                  | AAPL                | 1d
                    BRK.B_2024-01-01_2024-06-30.csv    | BRK.B               |
                    SPX 1 day.csv                      | SPX                 | 1d
                    1h-ETHUSD.parquet                  | ETHUSD              | 1h
                    1INCH-30min.json                   | 1INCH               | 30m
                    BTCUSDT-1M-2024.csv                | BTCUSDT-1M          |
                    """)
    void symbol_and_timeframe_are_read_from_the_name(String entry, String symbol, String timeframe) {
        EntryName name = EntryName.parse(entry);

        assertThat(name.symbol()).isEqualTo(symbol);
        assertThat(name.timeframe().map(Timeframe::code).orElse(null)).isEqualTo(timeframe);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01.csv", "1h.csv", "BTC_1h_5m.csv", ".csv"})
    void a_name_that_tells_no_symbol_or_two_timeframes_is_refused_by_its_name(String entry) {
        assertThatThrownBy(() -> EntryName.parse(entry))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("\"" + entry + "\"");
    }

    @Test
    void files_that_differ_by_a_date_are_parts_of_one_series_in_their_order() {
        assertThat(EntryName.all(List.of("BTC-1h-2024-02.csv", "ETH-1h-2024-01.csv", "BTC-1h-2024-01.csv")))
                .extracting(EntryName::entry)
                .containsExactly("BTC-1h-2024-01.csv", "BTC-1h-2024-02.csv", "ETH-1h-2024-01.csv");
    }

    @Test
    void files_that_would_be_one_series_and_are_no_parts_of_it_are_refused() {
        assertThatThrownBy(() -> EntryName.all(List.of("BTC-1h-futures.csv", "BTC-1h-mark.csv")))
                .hasMessageContaining("\"BTC-1h-futures.csv\" and \"BTC-1h-mark.csv\"")
                .hasMessageContaining("BTC");
        assertThatThrownBy(() -> EntryName.all(List.of("kraken/BTC-1h.csv", "bitstamp/BTC-1h.csv")))
                .isInstanceOf(UnreadableFileException.class);
    }
}
